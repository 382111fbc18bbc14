package tillsight.server.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tillsight.server.Ledger;
import tillsight.server.TestServer;
import tillsight.server.access.Seal;

/** Every vector of the payload corpus, sent to a real server: answer, ledger and quarantine. */
class CorpusTest {

  @RegisterExtension
  static final TestServer server =
      new TestServer(Map.of("TILLSIGHT_FIXED_CLOCK", "2026-03-02T12:00:00Z"));

  private static final Seal seal = new Seal(new byte[32]);

  /** One line of EXPECTED.tsv, in the order of its columns. */
  record Vector(
      String file,
      String kind,
      String expected,
      String why,
      int http,
      String respond,
      String dependsOn,
      String amount,
      String occurredAt,
      String payerKind,
      String revenue) {

    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Vector> vectors() {
    return Stream.of(new String(resource("EXPECTED.tsv"), UTF_8).split("\n"))
        .skip(1)
        .map(line -> line.split("\t", -1))
        .map(
            c ->
                new Vector(
                    c[0],
                    c[1],
                    c[2],
                    c[3],
                    Integer.parseInt(c[4]),
                    unquote(c[5]),
                    c[6],
                    c[7],
                    c[8],
                    c[9],
                    c[10]))
        // Confirmations may depend on the result of an STK push, never the other way round.
        .sorted(Comparator.comparing(vector -> !vector.kind().equals("stk")));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void isAnsweredAndKeptAsExpected(Vector vector) {
    var body = resource(vector.file());
    var before = callbacks();

    var response = server.post(path(vector.kind()), body);

    assertThat(response.statusCode()).isEqualTo(vector.http());
    if (vector.http() == 200) {
      assertThat(response.bodyAsString()).isEqualTo(vector.respond());
      assertThat(response.getHeader("Content-Type")).startsWith("application/json");
    }
    var outcome = keptSince(before, body);
    assertThat(outcome).isNotEmpty();
    if (!vector.kind().equals("validation")) {
      switch (vector.expected()) {
        case "accept" -> assertAccepted(vector, body, outcome);
        case "duplicate" -> assertThat(payments(receipt(body))).hasSize(1);
        case "quarantine" -> assertThat(outcome).isEqualTo("quarantined");
        default -> assertThat(outcome).isEqualTo("rejected");
      }
    }
    assertThat(Ledger.contradictions(server.postgres().pool())).isEmpty();
  }

  private static String path(String kind) {
    return switch (kind) {
      case "stk" -> "/stk/" + TestServer.TOKEN + "/result";
      case "result" -> "/results/" + TestServer.TOKEN;
      default -> "/c2b/" + TestServer.TOKEN + "/" + kind;
    };
  }

  private static void assertAccepted(Vector vector, byte[] body, String outcome) {
    if (vector.amount().isEmpty() || vector.kind().equals("result")) {
      assertThat(outcome).isEqualTo(vector.kind().equals("result") ? "settled" : "declined");
      return;
    }
    var payment = payments(receipt(body)).getFirst();
    assertThat(payment.getLong("amount_cents")).isEqualTo(Long.parseLong(vector.amount()));
    assertThat(payment.getOffsetDateTime("paid_at").toInstant()).hasToString(vector.occurredAt());
    assertThat(payment.getString("payer_kind")).isEqualTo(vector.payerKind());
    assertThat(payment.getString("revenue")).isEqualTo(vector.revenue());
  }

  private static String receipt(byte[] body) {
    var text = new String(body, StandardCharsets.ISO_8859_1);
    var stk = text.indexOf("\"MpesaReceiptNumber\"");
    var at = text.indexOf(':', stk < 0 ? text.indexOf("\"TransID\"") : stk + 22);
    return text.substring(at + 1).strip().replace("\"", "").split("[,\\s]")[0];
  }

  private static List<Row> payments(String receipt) {
    return rows("SELECT * FROM payment WHERE receipt = $1", Tuple.of(receipt));
  }

  private static List<UUID> callbacks() {
    return rows("SELECT id FROM callback", Tuple.tuple()).stream()
        .map(row -> row.getUUID("id"))
        .toList();
  }

  /**
   * What became of it. The record of a validation follows its answer, and what an answer of
   * Daraja's means is settled once it is stored, so it may take a moment.
   */
  private static String keptSince(List<UUID> before, byte[] body) {
    var deadline = System.nanoTime() + 5_000_000_000L;
    while (System.nanoTime() < deadline) {
      for (var row : rows("SELECT id, body, outcome FROM callback", Tuple.tuple())) {
        if (!before.contains(row.getUUID("id"))
            && !row.getString("outcome").equals("waiting")
            && same(row.getBuffer("body").getBytes(), body)) {
          return row.getString("outcome");
        }
      }
    }
    return "";
  }

  /** All of the body, or as much of its start as the limit lets in. */
  private static boolean same(byte[] sealed, byte[] body) {
    var kept = seal.open(Seal.Purpose.CALLBACK_BODY, sealed);
    return body.length <= CallbackRoutes.BODY_BYTES_MAX
        ? Arrays.equals(kept, body)
        : kept.length > 0 && Arrays.mismatch(kept, body) == kept.length;
  }

  private static List<Row> rows(String sql, Tuple tuple) {
    return server.postgres().pool().preparedQuery(sql).execute(tuple).await().stream().toList();
  }

  private static String unquote(String cell) {
    return cell.startsWith("\"")
        ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"")
        : cell;
  }

  private static byte[] resource(String name) {
    try (var stream = CorpusTest.class.getResourceAsStream("/payloads/" + name)) {
      return Objects.requireNonNull(stream, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
