package tillsight.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tillsight.server.Ledger;
import tillsight.server.TestPostgres;
import tillsight.server.access.Seal;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.business.Directory;
import tillsight.server.simulator.Shop;

/** The demo's past, a few days of it, against what its shop says it took. */
class DemoHistoryTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final Seal seal = new Seal(new byte[32]);
  private static final Instant TO = Instant.parse("2026-03-02T12:00:00Z");
  private static final Instant FROM = TO.minus(Duration.ofDays(3));

  @TempDir Path folder;

  @Test
  void isWhatTheShopTookAndAddsUp() throws IOException {
    try (var file = DemoHistory.class.getResourceAsStream("/demo.yaml")) {
      var text = new String(Objects.requireNonNull(file).readAllBytes(), UTF_8);
      new Businesses(postgres.pool(), seal).apply(BusinessFile.read(text), false);
    }
    var business = Directory.load(postgres.pool(), seal).await().businesses().iterator().next();
    var mpesa = new DemoMpesa(7, TO, true);
    mpesa.open(postgres.vertx(), folder.resolve("journal"));
    var shop = mpesa.shop();
    var history = new DemoHistory(postgres.vertx(), postgres.options(), postgres.pool(), seal);

    var first = history.load(business, mpesa, FROM, TO, true, (done, all) -> {});
    var again = history.load(business, mpesa, FROM, TO, false, (done, all) -> {});

    assertThat(first.booked()).isGreaterThan(1_000);
    // Three odd ones, and one that has been tampered with.
    assertThat(first.quarantined()).isEqualTo(4);
    assertThat(again.booked()).isZero();
    assertThat(again.duplicate()).isEqualTo(first.booked());
    assertThat(Ledger.contradictions(postgres.pool())).isEmpty();
    assertThat(reversalsThatDoNotAddUp()).isZero();
    assertTruth(shop, first.booked());
    assertThat(shop.between(FROM, TO).count() - first.booked()).isBetween(1L, 20L);
  }

  private static void assertTruth(Shop shop, long booked) {
    var cents = new HashMap<String, Long>();
    shop.between(FROM, TO).forEach(payment -> cents.put(payment.receipt(), payment.amountCents()));
    var rows = Ledger.rows(postgres.pool(), "SELECT receipt, amount_cents FROM payment");
    assertThat(rows).hasSize((int) booked);
    assertThat(rows)
        .allSatisfy(
            row ->
                assertThat(cents)
                    .containsEntry(row.getString("receipt"), row.getLong("amount_cents")));
  }

  private static long reversalsThatDoNotAddUp() {
    return Ledger.count(
        postgres.pool(),
        """
        SELECT count(*) FROM
          (SELECT business_id, till_id, date_trunc('hour', reversed_at, 'UTC') AS hour,
                  count(*) AS reversals, sum(amount_cents)::bigint AS reversed_cents
           FROM reversal GROUP BY 1, 2, 3) AS recount
        FULL JOIN (SELECT * FROM takings WHERE reversals <> 0 OR reversed_cents <> 0) AS kept
        USING (business_id, till_id, hour)
        WHERE (recount.reversals, recount.reversed_cents)
          IS DISTINCT FROM (kept.reversals, kept.reversed_cents)
        """);
  }
}
