package tillsight.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.simulator.ConfirmationBody;
import tillsight.server.simulator.Fault;
import tillsight.server.simulator.Faults;
import tillsight.server.simulator.Movement;
import tillsight.server.simulator.Mpesa;
import tillsight.server.simulator.PayerMix;
import tillsight.server.simulator.Planned;
import tillsight.server.simulator.PortalStatement;
import tillsight.server.simulator.Profile;
import tillsight.server.simulator.Shop;
import tillsight.server.simulator.SimulatedPayment;
import tillsight.server.simulator.SimulatedReversal;
import tillsight.server.simulator.WallTime;
import tillsight.server.simulator.safaricom.DarajaApp;
import tillsight.server.simulator.safaricom.DarajaOptions;
import tillsight.server.simulator.safaricom.DarajaServer;
import tillsight.server.simulator.safaricom.Quirk;
import tillsight.server.simulator.safaricom.Quirks;

/**
 * The demo's Safaricom: what it told the demo's business up to the start and what it did not, and
 * the books of the last days from which Daraja answers.
 */
public final class DemoMpesa {

  private static final Logger log = LoggerFactory.getLogger(DemoMpesa.class);

  /** The credentials of {@code demo.yaml}. */
  public static final DarajaApp APP =
      new DarajaApp(
          "demoConsumerKey",
          "demoConsumerSecret",
          DarajaApp.of(Profile.DEMO).shortCodes(),
          "v2",
          "demoPasskey",
          "demo-operator",
          "Demo-Operator-2026",
          "254722000000");

  /** What goes wrong while the demo runs; its shop reverses payments by itself. */
  private static final Faults LIVE =
      Faults.NONE
          .with(Fault.LOSS, 0.02)
          .with(Fault.DUPLICATES, 0.02)
          .with(Fault.REORDER, 0.05)
          .with(Fault.TAMPER, 0.002);

  /** Before it starts, fewer are lost: about one in four hundred. */
  private static final Faults EARLIER = Faults.NONE.with(Fault.LOSS, 1 / 400.0);

  /** How far back Daraja tells what was lost; the books reach a little further. */
  private static final Duration DARAJA = Duration.ofDays(2);

  private static final Duration BOOKS = Duration.ofHours(50);
  private static final int MOVEMENTS_MAX = 200_000;

  // Days ago on which one payment was lost that only a statement can bring back.
  private static final List<Integer> LOST_DAYS_AGO = List.of(5, 19, 47);
  private static final Duration TAMPERED_AGO = Duration.ofHours(20);
  private static final long TAMPERED_MORE = 1_000_00;

  private final long seed;
  private final Shop shop;
  private final Instant now;
  private final boolean isFirst;
  private final Mpesa books;
  private final List<SimulatedPayment> lost;

  /**
   * @param now what was paid before is past, what comes then is told live
   * @param isFirst if the demo has not run before in its folder
   */
  public DemoMpesa(long seed, Instant now, boolean isFirst) {
    this.seed = seed;
    this.now = now;
    this.isFirst = isFirst;
    shop = new Shop(seed, Profile.DEMO);
    books = new Mpesa(seed, shop.profile(), MOVEMENTS_MAX);
    lost = LOST_DAYS_AGO.stream().flatMap(this::afterNoon).toList();
  }

  /** Writes the last days into the books, with what the journal tells of earlier runs. */
  public void open(Vertx vertx, Path journal) throws IOException {
    var file = new DemoJournal(journal);
    var plan = Stream.concat(shop.plan(booksFrom(), now), file.since(booksFrom()).stream());
    books.replay(plan.sorted(Comparator.comparing(Planned::at)), this::isAnnounced);
    books.onUnplanned(
        movement ->
            vertx
                .executeBlocking(
                    () -> {
                      file.append(movement);
                      return movement;
                    })
                .onFailure(e -> log.warn("The next start of the demo will miss something", e)));
  }

  public Shop shop() {
    return shop;
  }

  public Mpesa books() {
    return books;
  }

  /** How callbacks fare from now on. */
  public Faults live() {
    return LIVE.withSeed(seed);
  }

  /** Answers Daraja's calls on a free port of loopback. */
  public Future<DarajaServer> serve(Vertx vertx, InstantSource clock) {
    // A restarted demo has forgotten what was registered, but its business has not.
    var quirks = Quirks.DEFAULT.with(Quirk.PULL_REGISTRATION, false);
    return DarajaServer.start(
        vertx, books, DarajaOptions.of(APP).withSeed(seed).withClock(clock).withQuirks(quirks));
  }

  /** What the business was told of what was paid in {@code [from, now)}, oldest first. */
  public Stream<SimulatedPayment> told(Instant from) {
    var earlier = new Mpesa(seed, shop.profile(), 0);
    return Stream.concat(
            earlier.carryOut(shop.plan(midnight(from), booksFrom()), this::isAnnounced),
            books.truth(null, later(from, booksFrom()), now).stream())
        .filter(Movement::isIncoming)
        .map(Movement::payment)
        .filter(payment -> !payment.paidAt().isBefore(from) && isTold(payment));
  }

  /** The reversals since a moment that are known: nobody tells of them, so it takes a while. */
  public Stream<SimulatedReversal> knownReversals(Instant from) {
    return shop.reversals(isFirst ? from : from.minus(DARAJA), now.minus(DARAJA));
  }

  /** A second callback about a payment of the last day, with an amount that was never paid. */
  public Stream<byte[]> tampered() {
    return books.truth(null, now.minus(TAMPERED_AGO), now).stream()
        .filter(Movement::isIncoming)
        .map(Movement::payment)
        .filter(payment -> payment.isCustomers() && isTold(payment))
        .limit(1)
        .map(payment -> payment.withAmount(payment.amountCents() + TAMPERED_MORE))
        .map(payment -> ConfirmationBody.of(payment, PayerMix.DEFAULT.form(payment)));
  }

  /**
   * Writes the portal's statements that hold the payments since a moment which Daraja no longer
   * tells, for their owner to import.
   */
  public void writeStatements(Path folder, Instant since) throws IOException {
    Files.createDirectories(folder);
    for (var payment : lost) {
      if (payment.paidAt().isBefore(since)) {
        continue;
      }
      var from = midnight(payment.paidAt());
      var to = from.plus(Duration.ofDays(1));
      var day = Mpesa.of(shop);
      day.replay(shop.plan(from, to), _ -> true);
      var name = "statement-%s-%s.csv".formatted(payment.shortCode(), date(payment.paidAt()));
      try (var out = Files.newBufferedWriter(folder.resolve(name), UTF_8)) {
        PortalStatement.write(
            day, payment.shortCode(), from, to, PortalStatement.Format.ORGANISATION, out);
      }
    }
  }

  /** What the journal tells of was told when it happened, nearly always. */
  private boolean isAnnounced(SimulatedPayment payment) {
    return payment.phone().isEmpty() || isTold(payment);
  }

  /** Transfers and sweeps always are; what the journal tells of is not told again. */
  private boolean isTold(SimulatedPayment payment) {
    if (!payment.isCustomers()) {
      return true;
    }
    if (payment.paidAt().isBefore(now.minus(DARAJA))) {
      Predicate<SimulatedPayment> same = other -> other.receipt().equals(payment.receipt());
      return lost.stream().noneMatch(same);
    }
    var faults = isFirst ? EARLIER.withSeed(seed) : live();
    return !payment.phone().isEmpty() && faults.announces(payment);
  }

  /** The first payment of a customer after noon on a day. */
  private Stream<SimulatedPayment> afterNoon(int daysAgo) {
    var midnight = midnight(now.minus(Duration.ofDays(daysAgo)));
    var noon = midnight.plus(Duration.ofHours(12));
    return shop.between(noon, midnight.plus(Duration.ofDays(1)))
        .filter(SimulatedPayment::isCustomers)
        .limit(1);
  }

  private Instant booksFrom() {
    return midnight(now.minus(BOOKS));
  }

  private static Instant midnight(Instant at) {
    return date(at).atStartOfDay().toInstant(WallTime.NAIROBI);
  }

  private static LocalDate date(Instant at) {
    return at.atOffset(WallTime.NAIROBI).toLocalDate();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
