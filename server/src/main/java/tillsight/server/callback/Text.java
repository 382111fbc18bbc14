package tillsight.server.callback;

/** Makes text of strangers safe to store and to show, without changing what it says. */
public final class Text {

  /**
   * Trims, turns line breaks and tabs into spaces, and drops what PostgreSQL cannot hold or what
   * makes a screen lie: control characters, bidirectional overrides, zero-width marks, lone
   * surrogates. The raw body keeps all of it.
   */
  public static String clean(String given) {
    for (var i = 0; i < given.length(); i++) {
      var c = given.charAt(i);
      if (c < ' ' || c > '~') {
        return rebuild(given);
      }
    }
    return given.strip();
  }

  private static String rebuild(String given) {
    var clean = new StringBuilder(given.length());
    given.codePoints().filter(Text::isKept).map(Text::spaced).forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }

  private static boolean isKept(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c == '\n' || c == '\r' || c == '\t';
      case Character.FORMAT, Character.SURROGATE -> false;
      default -> true;
    };
  }

  private static int spaced(int c) {
    return c < ' '
            || Character.getType(c) == Character.LINE_SEPARATOR
            || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
        ? ' '
        : c;
  }

  private Text() {}
}
