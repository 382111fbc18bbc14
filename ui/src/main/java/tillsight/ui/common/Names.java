package tillsight.ui.common;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Text that strangers chose: payers' names and account numbers. */
public final class Names {

  /** Control characters and the marks that turn the direction of the text around them. */
  private static final Pattern UNPRINTED =
      Pattern.compile("[\\p{Cc}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

  /** The text without what could disguise it. Markup stays text, for the page escapes all. */
  public static String clean(@Nullable String text) {
    return text == null ? "" : UNPRINTED.matcher(text).replaceAll("");
  }

  /** Text of several lines without what could disguise it; its line breaks stay. */
  public static String lines(String text) {
    return text.lines().map(Names::clean).collect(Collectors.joining("\n"));
  }

  /** The text, or a dash where there is none. */
  public static String orDash(@Nullable String text) {
    var clean = clean(text);
    return clean.isBlank() ? "–" : clean;
  }

  private Names() {}
}
