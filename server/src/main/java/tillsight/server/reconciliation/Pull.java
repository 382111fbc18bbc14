package tillsight.server.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.business.Business;
import tillsight.server.daraja.DarajaAccount;
import tillsight.server.daraja.PullTransactions;
import tillsight.server.reconciliation.PullPages.End;
import tillsight.server.reconciliation.PullPages.Told;
import tillsight.server.reconciliation.PullRun.Outcome;

/**
 * Pulls one short code: asks Daraja for all that it still knows, works out what its times mean, and
 * enters what the ledger lacks. Blocks a virtual thread.
 */
final class Pull {

  /** What was paid just now may reach Pull a little later. */
  static final Duration SETTLING = Duration.ofMinutes(2);

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration UNREGISTERED_AGAIN = Duration.ofHours(6);

  private final PullTransactions daraja;
  private final PullBooks books;
  private final PullRuns runs;
  private final InstantSource clock;

  /** Whose transactions are to be pulled, and why now. */
  record Order(Business business, DarajaAccount keys, PullAccount account, String cause) {}

  /** What came of it, and what it means for the short code. */
  record Done(PullRun run, PullAccount becomes) {}

  Pull(PullTransactions daraja, PullBooks books, PullRuns runs, InstantSource clock) {
    this.daraja = daraja;
    this.books = books;
    this.runs = runs;
    this.clock = clock;
  }

  /**
   * @param stillHere called before each page; it throws if the work is to stop
   */
  Done run(Order order, Runnable stillHere) {
    var now = clock.instant();
    var window = Window.upTo(now);
    var begun = begun(order, now, window);
    runs.begin(begun).await();
    var tally = new PullTally();
    try {
      read(order, window, tally, stillHere);
    } catch (RuntimeException e) {
      // Whatever it was must not leave a run behind that looks as if it went on.
      tally.failure = "it was stopped: " + e.getMessage();
      runs.finish(finished(begun, order.account(), tally)).await();
      throw e;
    }
    var run = finished(begun, order.account(), tally);
    runs.finish(run).await();
    return new Done(run, becomes(order.account(), tally, window));
  }

  private void read(Order order, Window window, PullTally tally, Runnable stillHere) {
    var pages = new PullPages(daraja, order.keys(), order.account().shortCode(), stillHere);
    var told = ask(order, pages, window, tally);
    if (told.end() == End.MORE) {
      readHalves(order, pages, window, told, tally);
    }
  }

  /** Asks again about the halves of a stretch that has more than was told about it at once. */
  private void readHalves(
      Order order, PullPages pages, Window window, Told whole, PullTally tally) {
    if (!window.canBeHalved()) {
      tally.more = true;
      return;
    }
    var halves = window.halves();
    var told = new ArrayList<Told>();
    for (var half : halves) {
      if (tally.stopped()) {
        return;
      }
      told.add(ask(order, pages, half, tally));
    }
    var keys = whole.keys();
    if (told.stream().allMatch(half -> half.keys().equals(keys))) {
      // Whatever is asked about, the answer is the same: this is all there is to be had.
      return;
    }
    for (var i = 0; i < told.size(); i++) {
      if (told.get(i).end() == End.MORE && !tally.stopped()) {
        readHalves(order, pages, halves.get(i), told.get(i), tally);
      }
    }
  }

  private Told ask(Order order, PullPages pages, Window window, PullTally tally) {
    var told = pages.read(window);
    tally.told(told);
    var fresh = told.rows().stream().filter(row -> tally.seen.add(PullPages.key(row))).toList();
    if (!fresh.isEmpty()) {
      var reading = tally.learned ? tally.reading() : order.account().clock();
      tally.entered(
          books.enter(
              order.business(), order.account().shortCode(), fresh, reading, clock.instant()));
    }
    return told;
  }

  private static PullRun begun(Order order, Instant now, Window window) {
    return new PullRun(
        UUID.randomUUID(),
        order.account().businessId(),
        order.account().shortCode(),
        order.cause(),
        now,
        null,
        window.from(),
        window.to(),
        0,
        0,
        0,
        0,
        0,
        Set.of(),
        null,
        null,
        null,
        null);
  }

  private PullRun finished(PullRun begun, PullAccount account, PullTally tally) {
    var reading = tally.reading();
    return new PullRun(
        begun.id(),
        begun.businessId(),
        begun.shortCode(),
        begun.cause(),
        begun.startedAt(),
        clock.instant(),
        begun.windowFrom(),
        begun.windowTo(),
        tally.pages,
        tally.seen.size(),
        tally.known,
        tally.recovered,
        tally.held,
        new HashSet<>(tally.tillIds),
        reading == null ? null : reading.word(),
        tally.clockSeconds(),
        tally.outcome().word(),
        PullDetail.of(begun, account, tally));
  }

  private PullAccount becomes(PullAccount account, PullTally tally, Window window) {
    var outcome = tally.outcome();
    var proven = account.provenUntil();
    var from = account.provenFrom();
    if (outcome == Outcome.COMPLETE) {
      if (proven == null || proven.isBefore(window.from())) {
        from = window.from();
      }
      var until = window.to().minus(SETTLING);
      proven = proven == null || proven.isBefore(until) ? until : proven;
    }
    var failed = outcome != Outcome.COMPLETE && outcome != Outcome.EMPTY;
    var failures = failed && outcome != Outcome.UNREGISTERED ? account.failures() + 1 : 0;
    return new PullAccount(
        account.businessId(),
        account.shortCode(),
        clock.instant().plus(wait(outcome, failures, account.answeredAt())),
        null,
        from,
        proven,
        !tally.seen.isEmpty() ? clock.instant() : account.answeredAt(),
        tally.learned ? tally.reading() : account.clock(),
        failures);
  }

  /** Every hour; sooner after a failure, later where nothing is to be expected. */
  private static Duration wait(Outcome outcome, int failures, @Nullable Instant answeredAt) {
    return switch (outcome) {
      case COMPLETE, EMPTY, CAPPED -> HOUR;
      case UNREGISTERED -> answeredAt == null ? UNREGISTERED_AGAIN : HOUR;
      case CLOCK, FAILED -> PullAccount.waitAfter(failures);
    };
  }
}
