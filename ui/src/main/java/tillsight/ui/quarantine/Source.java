package tillsight.ui.quarantine;

import org.jspecify.annotations.Nullable;

/** Where something came from, as people say it. */
final class Source {

  static String words(@Nullable String source) {
    return switch (source) {
      case "confirmation" -> "Callback";
      case "stk" -> "STK push";
      case "pull" -> "Pull";
      case "statement" -> "Statement";
      case "csv" -> "Imported file";
      case "result" -> "Answer of Safaricom";
      case "quarantine" -> "Accepted out of quarantine";
      case null -> "";
      case String other -> other;
    };
  }

  /** The same as the end of a sentence that begins with "It came". */
  static String by(@Nullable String source) {
    return switch (source) {
      case "confirmation" -> ", by callback";
      case "stk" -> ", by STK push";
      case "pull" -> ", by Pull";
      case "statement" -> ", on a statement";
      case "csv" -> ", in an imported file";
      case "result" -> ", in an answer of Safaricom";
      case null, default -> "";
    };
  }

  private Source() {}
}
