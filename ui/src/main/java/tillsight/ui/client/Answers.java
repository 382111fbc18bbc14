package tillsight.ui.client;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/** Makes of every way in which a call can go wrong one of the troubles that pages know. */
final class Answers {

  static final String UNEXPLAINED = "The server refused without saying why.";

  private static final int PROBLEM_BYTES_MAX = 64 * 1024;

  private final ObjectMapper json;

  Answers(ObjectMapper json) {
    this.json = json;
  }

  <T> T call(Supplier<@Nullable T> exchange) {
    try {
      return requireNonNull(exchange.get(), "the answer is empty");
    } catch (RestClientException | NullPointerException e) {
      throw new ServerTrouble.Away(e);
    }
  }

  /** Turns the server's problem+json into what a person can be told. */
  void refuse(ClientHttpResponse answer) throws IOException {
    if (isAway(answer)) {
      throw new ServerTrouble.Away(null);
    }
    refuse(answer, detail(answer));
  }

  /**
   * The same for what was asked of Safaricom through the server: whether it was done is for the
   * server's words to say, even if Safaricom is the one that does not answer.
   */
  void refuseErrand(ClientHttpResponse answer) throws IOException {
    var detail = detail(answer);
    if (isAway(answer) && detail.equals(UNEXPLAINED)) {
      throw new ServerTrouble.Away(null);
    }
    refuse(answer, detail);
  }

  private static void refuse(ClientHttpResponse answer, String detail) throws IOException {
    var retryAfter = answer.getHeaders().getFirst("Retry-After");
    throw new ServerTrouble.Refused(answer.getStatusCode().value(), detail, retryAfter);
  }

  private static boolean isAway(ClientHttpResponse answer) throws IOException {
    var status = answer.getStatusCode().value();
    return status >= 502 && status <= 504;
  }

  private String detail(ClientHttpResponse answer) throws IOException {
    try {
      var problem = json.readTree(answer.getBody().readNBytes(PROBLEM_BYTES_MAX));
      var detail = problem.path("detail").asString("");
      return detail.isBlank() ? problem.path("title").asString(UNEXPLAINED) : detail;
    } catch (JacksonException e) {
      return UNEXPLAINED;
    }
  }
}
