package tillsight.server.reconciliation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tillsight.server.TestPostgres;
import tillsight.server.TestServer;
import tillsight.server.daraja.ScriptedDaraja;
import tillsight.server.daraja.ScriptedDaraja.Reply;

/** Every Pull vector of the corpus, answered by a real Daraja that knows nothing else. */
class PullVectorsTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final String QUERY = "/pulltransactions/v1/query";
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String YAML =
      TestServer.BUSINESS.replaceFirst(
          "    validation:",
          Books.CREDENTIALS.formatted("600984").stripTrailing() + "\n    validation:");

  private static ScriptedDaraja daraja;
  private static Books books;

  @BeforeAll
  static void open() {
    daraja = new ScriptedDaraja(postgres.vertx()).trusting();
    books = new Books(postgres, YAML, daraja.base(), InstantSource.fixed(NOW));
  }

  @AfterAll
  static void close() {
    daraja.close();
  }

  /** One line of EXPECTED.tsv, as far as it says something of Pull. */
  record Vector(String file, String expected, String dependsOn) {
    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Vector> vectors() {
    return Stream.of(new String(resource("EXPECTED-pull.tsv"), UTF_8).split("\n"))
        .skip(1)
        .map(line -> line.split("\t", -1))
        .map(c -> new Vector(c[0], c[2], c[6]))
        .filter(vector -> !vector.file().contains("register"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void behavesAsExpected(Vector vector) {
    books.clear();
    switch (vector.dependsOn()) {
      case "002" -> confirm();
      case "300" -> {
        confirm();
        pull("300_pull_nested_one_known_one_missed.json");
      }
      default -> assertThat(vector.dependsOn()).isEmpty();
    }
    var before = facts();

    var run = pull(vector.file());

    check(vector, run, before);
    assertThat(books.contradictions()).isEmpty();
  }

  /** As on one business, one after the other, and whatever short code is pulled. */
  @Test
  void behavesSoInOneBusinessAsWell() {
    books.clear();
    confirm();
    for (var vector : vectors().toList()) {
      if (!vector.expected().equals("retry")) {
        for (var code : List.of("600984", "5120001", "5120000")) {
          daraja.on(QUERY, Reply.ok(new String(resource(vector.file()), UTF_8)));
          books.pull(code);
        }
      }
    }

    assertThat(books.payments().stream().map(row -> row.getString("receipt")))
        .containsExactly(
            "UC2C81E728",
            "UC2MISSED1",
            "UC2PULLA01",
            "UC2PULLA02",
            "UC2PULLL01",
            "UC2PULLS01",
            "UC2PULLT01",
            "UC2PULLU01",
            "UC2PULLZ01");
    assertThat(books.held().stream().map(row -> row.getString("reason")))
        .containsExactlyInAnyOrder("conflict", "time-outside-window");
    assertThat(paidAt("UC2PULLZ01")).hasToString("2026-03-02T07:43:00Z");
    assertThat(paidAt("UC2PULLU01")).hasToString("2026-03-02T07:44:00Z");
    assertThat(books.contradictions()).isEmpty();
  }

  private static void check(Vector vector, PullRun run, List<String> before) {
    switch (vector.file().substring(0, 3)) {
      case "300" -> {
        assertThat(run.outcome()).isEqualTo("complete");
        assertThat(run.known()).isEqualTo(1);
        assertThat(run.recovered()).isEqualTo(1);
        assertThat(paidAt("UC2MISSED1")).hasToString("2026-03-02T07:40:00Z");
        assertThat(payment("UC2MISSED1").getString("payer_kind")).isEqualTo("plain");
        assertThat(payment("UC2MISSED1").getString("first_name")).isEqualTo("JANE");
        assertThat(payment("UC2MISSED1").getString("revenue")).isEqualTo("yes");
      }
      case "302" -> {
        assertThat(run.recovered()).isEqualTo(2);
        assertThat(paidAt("UC2PULLA02")).hasToString("2026-03-02T07:42:00Z");
      }
      case "303", "304" -> assertNothingProven(run, "empty");
      case "305" -> {
        assertNothingProven(run, "unregistered");
        assertThat(run.detail()).contains("Register 600984");
      }
      case "307" -> {
        assertThat(run.clock()).isEqualTo("nairobi");
        assertThat(run.clockSeconds()).isEqualTo(10_800);
        assertThat(run.detail()).contains("three hours ahead of");
        assertThat(paidAt("UC2PULLZ01")).hasToString("2026-03-02T07:43:00Z");
      }
      case "308" -> {
        assertThat(run.clock()).isEqualTo("stated");
        assertThat(paidAt("UC2PULLU01")).hasToString("2026-03-02T07:44:00Z");
      }
      case "310" -> assertThat(paidAt("UC2PULLL01")).hasToString("2026-03-02T07:46:00Z");
      case "312" -> {
        var payment = payment("UC2PULLS01");
        assertThat(payment.getString("first_name")).isEmpty();
        assertThat(payment.getLong("amount_cents")).isEqualTo(2_697_00);
        assertThat(payment.getInteger("till_id")).isEqualTo(books.till("5120001").id());
        assertThat(payment.getString("transaction_type")).isEqualTo("Customer Merchant Payment");
      }
      case "313" -> {
        var payment = payment("UC2PULLT01");
        assertThat(payment.getString("revenue")).isEqualTo("no");
        assertThat(payment.getLong("amount_cents")).isEqualTo(22_779_95);
        assertThat(payment.getInteger("till_id")).isEqualTo(books.till("5120000").id());
        assertThat(run.recovered()).isZero();
      }
      case "301", "314" -> {
        assertThat(run.outcome()).isEqualTo("complete");
        assertThat(run.recovered()).isZero();
        assertThat(run.pages()).isEqualTo(2);
        assertThat(facts()).isEqualTo(before);
      }
      case "315" -> {
        assertThat(run.held()).isEqualTo(1);
        assertThat(books.held().getFirst().getString("reason")).isEqualTo("conflict");
        assertThat(facts()).isEqualTo(before);
      }
      case "318" -> {
        assertThat(books.held().getFirst().getString("reason")).isEqualTo("time-outside-window");
        assertThat(books.held().getFirst().getString("receipt")).isEqualTo("YZLYRESRG1");
        assertThat(books.payments()).isEmpty();
      }
      case "324", "325" -> {
        assertThat(run.outcome()).isEqualTo("failed");
        assertThat(run.detail()).isNotBlank();
        assertThat(account().getOffsetDateTime("proven_until")).isNull();
        assertThat(account().getInteger("failures")).isEqualTo(1);
        assertThat(account().getOffsetDateTime("due_at").toInstant())
            .isBetween(NOW.plusSeconds(60), NOW.plusSeconds(8 * 60));
      }
      default -> throw new AssertionError("nothing is expected of " + vector);
    }
  }

  private static void assertNothingProven(PullRun run, String outcome) {
    assertThat(run.outcome()).isEqualTo(outcome);
    assertThat(account().getOffsetDateTime("proven_until")).isNull();
    assertThat(books.payments()).isEmpty();
  }

  private static void confirm() {
    var body = resource("002_paybill_v1_sha256.json");
    assertThat(books.arrive(Instant.parse("2026-03-02T07:16:14Z"), body).booked()).isEqualTo(1);
  }

  private static PullRun pull(String file) {
    var body = new String(resource(file), UTF_8);
    daraja.on(
        QUERY,
        file.startsWith("324")
            ? Reply.json(500, body)
            : file.startsWith("325") ? new Reply(503, "text/html", body) : Reply.ok(body));
    return books.pull("600984").getFirst();
  }

  private static Row account() {
    return tillsight.server.Ledger.rows(
            postgres.pool(), "SELECT * FROM pull_account WHERE short_code = '600984'")
        .getFirst();
  }

  private static Row payment(String receipt) {
    return books.payments().stream()
        .filter(row -> row.getString("receipt").equals(receipt))
        .findFirst()
        .orElseThrow();
  }

  private static Instant paidAt(String receipt) {
    return payment(receipt).getOffsetDateTime("paid_at").toInstant();
  }

  private static List<String> facts() {
    return books.payments().stream()
        .map(row -> row.getString("receipt") + row.getLong("amount_cents"))
        .toList();
  }

  private static byte[] resource(String name) {
    try (var stream = PullVectorsTest.class.getResourceAsStream("/payloads/" + name)) {
      return Objects.requireNonNull(stream, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
