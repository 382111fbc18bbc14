package tillsight.server.callback;

import org.jspecify.annotations.Nullable;

/**
 * An address that Safaricom calls back.
 *
 * @param kind what is delivered there; empty for an address below ours that is none
 * @param token whose it is
 */
record CallbackPath(String kind, String token) {

  private static final CallbackPath NONE = new CallbackPath("", "");

  /** Reads a path; null for one that is not for callbacks at all. */
  static @Nullable CallbackPath of(@Nullable String path) {
    if (path == null) {
      return null;
    }
    var slash = path.indexOf('/', 1);
    var first = slash < 0 ? "" : path.substring(0, slash);
    return switch (first) {
      case "/c2b" -> {
        var end = path.lastIndexOf('/');
        yield switch (end > slash ? path.substring(end) : "") {
          case "/confirmation" -> with(Intake.CONFIRMATION, path, slash, end);
          case "/validation" -> with(Intake.VALIDATION, path, slash, end);
          default -> NONE;
        };
      }
      case "/stk" ->
          path.endsWith("/result")
              ? with(Intake.STK, path, slash, path.length() - "/result".length())
              : NONE;
      case "/results" -> with(Intake.RESULT, path, slash, path.length());
      case "/timeouts" -> with(Intake.TIMEOUT, path, slash, path.length());
      default -> null;
    };
  }

  private static CallbackPath with(String kind, String path, int slash, int end) {
    var token = end > slash ? path.substring(slash + 1, end) : "";
    return token.isEmpty() || token.indexOf('/') >= 0 ? NONE : new CallbackPath(kind, token);
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "CallbackPath of a " + kind;
  }
}
