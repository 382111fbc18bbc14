package tillsight.server.reconciliation;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.Directory;
import tillsight.server.business.Till;
import tillsight.server.daraja.Daraja;
import tillsight.server.daraja.DarajaAccount;
import tillsight.server.daraja.DarajaAccounts;
import tillsight.server.daraja.PullTransactions;
import tillsight.server.http.Refused;

/**
 * Pulls the short codes of all businesses that have Daraja credentials: each every hour, by
 * whichever node comes to it first, or when somebody asks. Blocks a virtual thread.
 */
public final class Pulls {

  /** The cause of runs that nobody asked for. */
  public static final String SCHEDULE = "schedule";

  private static final Logger log = LoggerFactory.getLogger(Pulls.class);

  private static final Duration JITTER = Duration.ofMinutes(5);
  private static final Duration AFTER_STOP = Duration.ofMinutes(1);
  private static final Duration OTHER_NODE_MAX = Duration.ofSeconds(120);

  private final Vertx vertx;
  private final Supplier<Directory> directory;
  private final DarajaAccounts keys;
  private final PullAccounts accounts;
  private final Pull pull;
  private final PulledReceipts receipts;
  private final CompletenessDue due;
  private final PullMeters meters;
  private final InstantSource clock;

  /** Raised where the work has to stop: another node has taken over, or this one is stopping. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped(String why) {
      super(why, null, false, false);
    }
  }

  public Pulls(
      Vertx vertx,
      PgConnectOptions options,
      Pool postgres,
      Seal seal,
      Supplier<Directory> directory,
      Daraja daraja,
      MeterRegistry registry,
      InstantSource clock) {
    this.vertx = vertx;
    this.directory = directory;
    this.keys = new DarajaAccounts(postgres, seal);
    this.accounts = new PullAccounts(postgres);
    this.pull =
        new Pull(
            new PullTransactions(daraja),
            new PullBooks(vertx, options, postgres, seal),
            new PullRuns(postgres),
            clock);
    this.receipts = new PulledReceipts(postgres);
    this.due = new CompletenessDue(postgres);
    this.meters = new PullMeters(registry);
    this.clock = clock;
  }

  /** Takes up short codes that are new, and measures how far behind the others are. */
  void lookAround() {
    var now = clock.instant();
    for (var account : keys.all().await()) {
      directory
          .get()
          .byId(account.businessId())
          .ifPresent(
              business -> accounts.add(business.id(), codes(business, account), now).await());
    }
    meters.lag(accounts.all(null).await(), now);
  }

  /** Takes the short code that is due for longest, so that nobody else pulls it meanwhile. */
  Optional<Pull.Order> claimDue() {
    for (; ; ) {
      var claimed = accounts.claimDue(clock.instant()).await();
      if (claimed.isEmpty()) {
        return Optional.empty();
      }
      var order = order(claimed.get());
      if (order.isPresent()) {
        return order;
      }
      // Its business has no credentials any more, or it is none of its numbers.
      accounts.remove(claimed.get().businessId(), claimed.get().shortCode()).await();
    }
  }

  private Optional<Pull.Order> order(PullAccount claimed) {
    var business = directory.get().byId(claimed.businessId());
    var account = keys.of(claimed.businessId()).await();
    return business.isPresent()
            && account.isPresent()
            && codes(business.get(), account.get()).contains(claimed.shortCode())
        ? Optional.of(new Pull.Order(business.get(), account.get(), claimed, SCHEDULE))
        : Optional.empty();
  }

  /**
   * Pulls the short codes of a business now, due or not.
   *
   * @param shortCode only this one; null for all
   * @param cause who asked for it
   * @param each told of every run as it is done
   * @throws Refused if there is nothing to pull with, or nothing of that number
   */
  public List<PullRun> now(
      int businessId, @Nullable String shortCode, String cause, Consumer<PullRun> each) {
    var business =
        directory
            .get()
            .byId(businessId)
            .orElseThrow(() -> Refused.notFound("There is no such business."));
    var account =
        keys.of(businessId)
            .await()
            .orElseThrow(
                () ->
                    Refused.conflict(
                        "%s has no Daraja credentials, so nothing can be pulled; add daraja to its apply file."
                            .formatted(business.name())));
    var codes = codes(business, account);
    if (shortCode != null && !codes.contains(shortCode)) {
      throw Refused.invalid(
          "shortCode", "is none of this business's; it has " + String.join(", ", codes));
    }
    accounts.add(businessId, codes, clock.instant()).await();
    var runs = new ArrayList<PullRun>();
    for (var code : shortCode == null ? codes : List.of(shortCode)) {
      var order = new Pull.Order(business, account, claim(businessId, code), cause);
      var run = run(order, () -> false);
      runs.add(run);
      each.accept(run);
    }
    return runs;
  }

  /** The same for those who cannot wait: it is done beside, and answered where it was asked. */
  public Future<List<PullRun>> ask(int businessId, @Nullable String shortCode, String cause) {
    Promise<List<PullRun>> answer = Promise.promise();
    var asker = vertx.getOrCreateContext();
    Thread.ofVirtual()
        .name("pull for " + cause)
        .start(
            () -> {
              try {
                var runs = now(businessId, shortCode, cause, run -> {});
                asker.runOnContext(turn -> answer.complete(runs));
              } catch (RuntimeException e) {
                asker.runOnContext(turn -> answer.fail(e));
              }
            });
    return answer.future();
  }

  private PullAccount claim(int businessId, String code) {
    for (var waited = Duration.ZERO; ; waited = waited.plusSeconds(1)) {
      var claimed = accounts.claim(businessId, code, clock.instant()).await();
      if (claimed.isPresent()) {
        return claimed.get();
      }
      if (waited.compareTo(OTHER_NODE_MAX) >= 0) {
        throw Refused.conflict(
            "Another server is pulling %s at this moment; see what comes of it with: tillsight jobs history"
                .formatted(code));
      }
      vertx.timer(1, TimeUnit.SECONDS).await();
    }
  }

  /** Does what was claimed, and says when its turn is next. */
  PullRun run(Pull.Order order, BooleanSupplier stopping) {
    var lease = new Lease(order.account(), stopping);
    try {
      var done = pull.run(order, lease::renew);
      accounts.settle(lease.held, jittered(done.becomes())).await();
      tell(done, order.business());
      return done.run();
    } catch (Stopped e) {
      accounts.settle(lease.held, order.account().due(clock.instant().plus(AFTER_STOP))).await();
      throw e;
    } catch (RuntimeException e) {
      meters.ran(PullRun.Outcome.FAILED.word());
      accounts.settle(lease.held, order.account().failed(clock.instant())).await();
      throw e;
    }
  }

  private void tell(Pull.Done done, Business business) {
    var run = done.run();
    receipts.resolve(run.businessId(), clock.instant()).await();
    var tills = new HashSet<>(run.tillIds());
    business.till(run.shortCode()).map(Till::id).ifPresent(tills::add);
    due.mark(run.businessId(), tills, run.windowFrom(), run.windowTo()).await();
    meters.ran(String.valueOf(run.outcome()));
    // Who asked for it is told what came of it.
    if (run.cause().equals(SCHEDULE) && (run.failed() || run.unregistered())) {
      log.warn("Pull of {} ended {}: {}", run.shortCode(), run.outcome(), run.detail());
    } else {
      log.info(
          "Pull of {} ended {}: {} rows, {} recovered, {} held",
          run.shortCode(),
          run.outcome(),
          run.rows(),
          run.recovered(),
          run.held());
    }
    var behind = PullLag.alarm(done.becomes().provenUntil(), clock.instant());
    behind.ifPresent(sentence -> log.warn("Pull of {}: {}", run.shortCode(), sentence));
  }

  /** So that what came due together does not come due together for ever. */
  private static PullAccount jittered(PullAccount account) {
    var later = ThreadLocalRandom.current().nextLong(JITTER.toSeconds());
    return account.due(account.dueAt().plusSeconds(later));
  }

  /** The app's own short code first, then tills, then the head offices, which know less. */
  static List<String> codes(Business business, DarajaAccount account) {
    var codes = new LinkedHashSet<String>();
    codes.add(account.shortcode());
    business.tills().stream()
        .filter(till -> till.kind() != Till.Kind.HEAD_OFFICE)
        .forEach(till -> codes.add(till.code()));
    business.tills().forEach(till -> codes.add(till.code()));
    return List.copyOf(codes);
  }

  /** Keeps a short code for as long as pages come in. */
  private final class Lease {

    private final BooleanSupplier stopping;
    private PullAccount held;

    Lease(PullAccount held, BooleanSupplier stopping) {
      this.held = held;
      this.stopping = stopping;
    }

    void renew() {
      if (stopping.getAsBoolean()) {
        throw new Stopped("the server is stopping");
      }
      held =
          accounts
              .renew(held, clock.instant())
              .await()
              .orElseThrow(() -> new Stopped("another node has taken over"));
    }
  }
}
