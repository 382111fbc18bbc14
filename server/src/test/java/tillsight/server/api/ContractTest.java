package tillsight.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the UI's tests take for the server's answers is what the server says it answers. The other
 * tests of this package hold the real answers against the same document.
 */
class ContractTest {

  private static final Path SAMPLES = Path.of("../ui/src/test/resources/samples");

  /** Which call each sample answers; those left out are no answers of a described call. */
  private static final Map<String, String> OPERATIONS =
      Map.ofEntries(
          Map.entry("audit.json", "audit"),
          Map.entry("branches.json", "branches"),
          Map.entry("completeness-day.json", "completenessDay"),
          Map.entry("completeness.json", "completeness"),
          Map.entry("customer.json", "customer"),
          Map.entry("customers.json", "customers"),
          Map.entry("daraja-pull.json", "pullNow"),
          Map.entry("daraja-register.json", "registerWithDaraja"),
          Map.entry("daraja-token.json", "tryDaraja"),
          Map.entry("daraja.json", "daraja"),
          Map.entry("heatmap.json", "heatmap"),
          Map.entry("me.json", "me"),
          Map.entry("payment.json", "payment"),
          Map.entry("payments.json", "payments"),
          Map.entry("quarantine-accept.json", "acceptQuarantined"),
          Map.entry("quarantine-dismiss.json", "dismissQuarantined"),
          Map.entry("quarantine-item.json", "quarantined"),
          Map.entry("quarantine-query.json", "queryQuarantined"),
          Map.entry("quarantine-replay.json", "replayQuarantine"),
          Map.entry("quarantine.json", "quarantine"),
          Map.entry("sessions-refresh.json", "refreshSession"),
          Map.entry("sessions.json", "createSession"),
          Map.entry("statement.json", "statement"),
          Map.entry("statements.json", "statements"),
          Map.entry("summary.json", "summary"),
          Map.entry("tills.json", "tills"),
          Map.entry("trends-hour.json", "trends"),
          Map.entry("trends.json", "trends"));

  private static Vertx vertx;
  private static ResponseValidator answers;

  @BeforeAll
  static void read() {
    vertx = Vertx.vertx();
    OpenAPIContract contract = new ApiDocument().contract(vertx).await();
    answers = ResponseValidator.create(vertx, contract);
  }

  @AfterAll
  static void close() {
    vertx.close().await();
  }

  static Set<String> samples() {
    return OPERATIONS.keySet();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isWhatTheUiExpects(String sample) throws IOException {
    var body = Buffer.buffer(Files.readAllBytes(SAMPLES.resolve(sample)));
    var status =
        switch (sample) {
          case "sessions.json" -> 201;
          case "quarantine-query.json" -> 202;
          default -> 200;
        };

    var checked =
        answers.validate(
            ValidatableResponse.create(status, body, "application/json"), OPERATIONS.get(sample));

    assertThat(checked.map(true).await()).isTrue();
  }

  @Test
  void knowsEverySample() throws IOException {
    try (var files = Files.list(SAMPLES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith(".json") && !name.startsWith("problem-"))
          .containsExactlyInAnyOrderElementsOf(OPERATIONS.keySet());
    }
  }
}
