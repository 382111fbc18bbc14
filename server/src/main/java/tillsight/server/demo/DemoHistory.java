package tillsight.server.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.callback.Intake;
import tillsight.server.history.BulkLoad;
import tillsight.server.payment.Receipt;
import tillsight.server.payment.Reversals;
import tillsight.server.payment.Reversals.Reversal;
import tillsight.server.simulator.Faults;
import tillsight.server.simulator.PayerMix;
import tillsight.server.simulator.SimulatedReversal;

/**
 * The demo's past: what its shop would have told us, through the inbox that live callbacks take.
 */
public final class DemoHistory {

  private static final String SOURCE = "simulator";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final String ODD =
      """
      {"TransactionType":"Pay Bill","TransID":"%s","TransTime":"%s","TransAmount":"%s",\
      "BusinessShortCode":"%s","BillRefNumber":"ORDER 118","OrgAccountBalance":"",\
      "MSISDN":"2547 ***** 126","FirstName":"%s"}""";

  private final Vertx vertx;
  private final PgConnectOptions options;
  private final Pool postgres;
  private final Seal seal;

  public DemoHistory(Vertx vertx, PgConnectOptions options, Pool postgres, Seal seal) {
    this.vertx = vertx;
    this.options = options;
    this.postgres = postgres;
    this.seal = seal;
  }

  /**
   * Loads what the business was told of what was paid in {@code [from, to)}. What is there already
   * is not counted again. Blocks: call it from main or a virtual thread.
   *
   * @param isFirst adds a few callbacks that need a person
   * @param progress told how many of about how many payments are stored
   */
  public BulkLoad.Counts load(
      Business business,
      DemoMpesa mpesa,
      Instant from,
      Instant to,
      boolean isFirst,
      BiConsumer<Long, Long> progress) {
    var days = Math.max(1, Duration.between(from, to).toDays());
    var expected = days * mpesa.shop().profile().paymentsADay();
    var intake = new Intake(seal);
    try (var load =
        new BulkLoad(vertx, options, done -> progress.accept(Math.min(done, expected), expected))) {
      var deliveries = Faults.NONE.deliveries(mpesa.told(from), PayerMix.DEFAULT);
      while (deliveries.hasNext()) {
        var delivery = deliveries.next();
        // What is on its way at this moment arrives at once.
        var at = delivery.at().isBefore(to) ? delivery.at() : to;
        load.add(intake.confirmation(business, at, SOURCE, delivery.body()));
      }
      if (isFirst) {
        Stream.concat(odd(to).stream(), mpesa.tampered())
            .forEach(body -> load.add(intake.confirmation(business, to, SOURCE, body)));
      }
      var counts = load.finish();
      reverse(business, mpesa.knownReversals(from));
      progress.accept(expected, expected);
      return counts;
    }
  }

  private void reverse(Business business, Stream<SimulatedReversal> known) {
    var reversals =
        known
            .map(
                undone ->
                    new Reversal(
                        undone.receipt(),
                        undone.originalReceipt(),
                        undone.amountCents(),
                        undone.at()))
            .toList();
    var ledger = new Reversals(postgres);
    for (var at = 0; at < reversals.size(); at += Reversals.BATCH_MAX) {
      var end = Math.min(at + Reversals.BATCH_MAX, reversals.size());
      ledger.add(business.id(), reversals.subList(at, end), SOURCE).await();
    }
  }

  /** A few callbacks that need a person, as every real business has them. */
  private static List<byte[]> odd(Instant now) {
    var time = LocalDateTime.ofInstant(now.minus(Duration.ofHours(3)), Receipt.EAT);
    var receipt =
        "%c%c%c"
            .formatted(
                'A' + time.getYear() - 2006,
                'A' + time.getMonthValue() - 1,
                time.getDayOfMonth() < 10
                    ? '0' + time.getDayOfMonth()
                    : 'A' + time.getDayOfMonth() - 10);
    var paid = TIME.format(time);
    return List.of(
        ODD.formatted(receipt + "0DD0001", paid, "1,250.00", "600731", "AKINYI")
            .getBytes(ISO_8859_1),
        ODD.formatted(receipt + "0DD0002", paid, "480.00", "600999", "MUTUA").getBytes(ISO_8859_1),
        ODD.formatted(receipt + "0DD0003", paid, "300.00", "600731", "NJ\u00c9RI")
            .getBytes(ISO_8859_1));
  }
}
