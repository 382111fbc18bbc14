package tillsight.server.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A request that is turned down for a reason the caller can act on. {@link Problems} makes it an
 * answer; it is no fault and is not logged.
 */
public final class Refused extends RuntimeException {

  /** One field of the request, and what it would have to be. */
  public record Field(String field, String message) {}

  private final Problem problem;
  private final List<Field> errors;
  private final Map<String, String> headers;

  public Refused(Problem problem, String detail, List<Field> errors, Map<String, String> headers) {
    super(detail, null, false, false);
    this.problem = problem;
    this.errors = errors;
    this.headers = headers;
  }

  public static Refused invalid(String field, String message) {
    return invalid(List.of(new Field(field, message)));
  }

  public static Refused invalid(List<Field> errors) {
    var first = errors.getFirst();
    var detail =
        errors.size() == 1
            ? first.field() + " " + first.message()
            : errors.size() + " fields are not valid; errors names them";
    return new Refused(Problem.INVALID, detail, errors, Map.of());
  }

  public static Refused forbidden(String detail) {
    return new Refused(Problem.FORBIDDEN, detail, List.of(), Map.of());
  }

  public static Refused notFound(String detail) {
    return new Refused(Problem.NOT_FOUND, detail, List.of(), Map.of());
  }

  /** What was asked does not fit how things stand; the detail says what to do instead. */
  public static Refused conflict(String detail) {
    return new Refused(Problem.CONFLICT, detail, List.of(), Map.of());
  }

  public static Refused notSignedIn(String detail) {
    return new Refused(
        Problem.NOT_SIGNED_IN, detail, List.of(), Map.of("WWW-Authenticate", "Bearer"));
  }

  /** Turned down for now. */
  public static Refused retryAfter(Problem problem, Duration wait, String detail) {
    return new Refused(problem, detail, List.of(), Map.of("Retry-After", seconds(wait)));
  }

  /** Whole seconds, rounded up, as Retry-After wants them. */
  public static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
  }

  public Problem problem() {
    return problem;
  }

  public List<Field> errors() {
    return errors;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
