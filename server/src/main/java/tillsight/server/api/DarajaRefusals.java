package tillsight.server.api;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tillsight.server.daraja.DarajaRefusal;
import tillsight.server.http.Problem;
import tillsight.server.http.Refused;

/** What a caller is told when Daraja refuses: why, and what to do. */
final class DarajaRefusals {

  /** As long as somebody waits for an answer on a page. */
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private static final Duration LATER = Duration.ofSeconds(60);

  /** The outcome of a call of Daraja, with its refusals as answers; it comes in time. */
  static <T> Future<T> answered(Future<T> asked) {
    return asked
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .recover(e -> Future.failedFuture(refused(e)));
  }

  private static Throwable refused(Throwable e) {
    return switch (e) {
      case DarajaRefusal refusal when refusal.why().retryHelps() ->
          Refused.retryAfter(Problem.UNAVAILABLE, LATER, sentence(refusal));
      case DarajaRefusal refusal -> Refused.conflict(sentence(refusal));
      case TimeoutException timeout ->
          new Refused(
              Problem.UNAVAILABLE,
              "Daraja is slow and has not answered yet; look again in a minute.",
              List.of(),
              Map.of("Retry-After", Refused.seconds(LATER)));
      default -> e;
    };
  }

  private static String sentence(DarajaRefusal refusal) {
    var text = String.valueOf(refusal.getMessage());
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
  }

  private DarajaRefusals() {}
}
