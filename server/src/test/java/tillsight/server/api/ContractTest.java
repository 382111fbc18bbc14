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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the UI's tests take for the server's answers is what the server says it answers. The other
 * tests of this package hold the real answers against the same document.
 */
class ContractTest {

  private static final Path SAMPLES = Path.of("../ui/src/test/resources/samples");

  /** Which call each sample answers; those left out are no answers of a described call. */
  private static final Map<String, String> OPERATIONS =
      Map.ofEntries(
          Map.entry("branches.json", "branches"),
          Map.entry("customer.json", "customer"),
          Map.entry("customers.json", "customers"),
          Map.entry("heatmap.json", "heatmap"),
          Map.entry("me.json", "me"),
          Map.entry("payment.json", "payment"),
          Map.entry("payments.json", "payments"),
          Map.entry("quarantine-accept.json", "acceptQuarantined"),
          Map.entry("quarantine-dismiss.json", "dismissQuarantined"),
          Map.entry("quarantine.json", "quarantine"),
          Map.entry("sessions-refresh.json", "refreshSession"),
          Map.entry("sessions.json", "createSession"),
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "branches.json",
        "customer.json",
        "customers.json",
        "heatmap.json",
        "me.json",
        "payment.json",
        "payments.json",
        "quarantine-accept.json",
        "quarantine-dismiss.json",
        "quarantine.json",
        "sessions-refresh.json",
        "sessions.json",
        "summary.json",
        "tills.json",
        "trends-hour.json",
        "trends.json"
      })
  void isWhatTheUiExpects(String sample) throws IOException {
    var body = Buffer.buffer(Files.readAllBytes(SAMPLES.resolve(sample)));
    var status = sample.equals("sessions.json") ? 201 : 200;

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
