package tillsight.server.demo;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tillsight.server.simulator.Movement;
import tillsight.server.simulator.SimulatedPayment;

/** What the demo's business is told, and what is left for Daraja and the statements. */
class DemoMpesaTest {

  private static final Instant NOW = Instant.parse("2026-08-20T15:30:00Z");
  private static final Duration TWO_DAYS = Duration.ofDays(2);

  private final Vertx vertx = Vertx.vertx();
  @TempDir Path folder;

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, SECONDS);
  }

  @Test
  void leavesALittleForDarajaToTell() throws Exception {
    var mpesa = open(NOW, true);
    var from = NOW.minus(TWO_DAYS);
    var told = receipts(mpesa.told(from));
    var paid =
        mpesa.books().truth(null, from, NOW).stream()
            .filter(movement -> movement.kind() == Movement.Kind.PAYMENT)
            .toList();

    var missing = paid.stream().filter(movement -> !told.contains(movement.receipt())).toList();
    assertThat(missing)
        .hasSizeBetween(1, paid.size() / 150)
        .allMatch(movement -> movement.payment().isCustomers())
        .noneMatch(Movement::announced);
    assertThat(told).isSubsetOf(receipts(mpesa.shop().between(from, NOW)));
  }

  @Test
  void leavesThreeOldPaymentsToTheStatements() throws Exception {
    var mpesa = open(NOW, true);
    var from = NOW.minus(Duration.ofDays(60));
    var told = receipts(mpesa.told(from));
    var missing =
        mpesa
            .shop()
            .between(from, NOW.minus(TWO_DAYS))
            .filter(payment -> !told.contains(payment.receipt()))
            .toList();
    assertThat(missing).hasSize(3);

    mpesa.writeStatements(folder.resolve("statements"), from);
    var text = new StringBuilder();
    try (var files = Files.list(folder.resolve("statements"))) {
      for (var file : files.toList()) {
        text.append(Files.readString(file));
      }
    }
    assertThat(missing).allMatch(payment -> text.indexOf(payment.receipt()) > 0);
    assertThat(text).contains("Receipt No.", "Organization Settlement");
  }

  @Test
  void knowsOldReversalsOnly() throws Exception {
    var mpesa = open(NOW, true);
    assertThat(mpesa.knownReversals(NOW.minus(Duration.ofDays(30))))
        .isNotEmpty()
        .allMatch(reversal -> reversal.at().isBefore(NOW.minus(TWO_DAYS)));
    assertThat(mpesa.books().truth(null, NOW.minus(TWO_DAYS), NOW))
        .anyMatch(movement -> movement.kind() == Movement.Kind.REVERSAL);
  }

  @Test
  void theNextStartHasTheSameBooks() throws Exception {
    var first = open(NOW, true);
    var passer = first.books().pay(first.shop().passerBy(NOW), _ -> true);
    var paid =
        first.books().truth(null, NOW.minus(TWO_DAYS), NOW).stream()
            .filter(movement -> movement.payment().isCustomers())
            .findFirst()
            .orElseThrow();
    assertThat(first.books().reverse(paid, paid.amountCents(), NOW)).isPresent();
    journalled(2);
    first.books().replay(first.shop().plan(NOW, NOW.plusSeconds(3_600)), _ -> true);

    var next = open(NOW.plusSeconds(3_600), false);

    assertThat(lines(next)).isEqualTo(lines(first));
    assertThat(Files.readString(folder.resolve("journal")))
        .contains(passer.receipt())
        .doesNotContain(passer.phone());
    assertThat(receipts(next.told(NOW))).doesNotContain(passer.receipt()).hasSizeGreaterThan(20);
  }

  @Test
  void forgetsWhatIsOldInItsJournal() throws Exception {
    var first = open(NOW, true);
    first.books().pay(first.shop().passerBy(NOW), _ -> true);
    journalled(1);

    open(NOW.plus(Duration.ofDays(4)), false);

    assertThat(folder.resolve("journal")).isEmptyFile();
  }

  @Test
  void servesDarajaOnLoopback() throws Exception {
    var mpesa = open(NOW, true);
    var daraja = mpesa.serve(vertx, () -> NOW).await(30, SECONDS);
    assertThat(daraja.url().toString()).startsWith("http://127.0.0.1:");
  }

  private DemoMpesa open(Instant now, boolean isFirst) throws IOException {
    var mpesa = new DemoMpesa(254, now, isFirst);
    mpesa.open(vertx, folder.resolve("journal"));
    return mpesa;
  }

  /** The journal is written behind the back of whoever pays, one line after the other. */
  private void journalled(int lines) throws Exception {
    vertx.executeBlocking(() -> null).await(10, SECONDS);
    assertThat(Files.readAllLines(folder.resolve("journal"))).hasSize(lines);
  }

  private static List<String> lines(DemoMpesa mpesa) {
    return mpesa.books().truth(null, NOW.minus(TWO_DAYS), NOW.plusSeconds(3_600)).stream()
        .map(movement -> movement.receipt() + movement.shortCode() + movement.balanceCents())
        .toList();
  }

  private static Set<String> receipts(Stream<SimulatedPayment> payments) {
    return payments.map(SimulatedPayment::receipt).collect(Collectors.toCollection(HashSet::new));
  }
}
