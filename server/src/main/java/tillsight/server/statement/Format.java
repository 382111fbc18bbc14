package tillsight.server.statement;

import java.util.Arrays;
import java.util.Optional;

/** The two formats in which the portals of businesses export statements. */
public enum Format {
  /** The organisation portal's. */
  ORGANISATION("org-statement"),
  /** That of a till's self-service. */
  MERCHANT("merchant-statement");

  private final String word;

  Format(String word) {
    this.word = word;
  }

  /** The word used in commands, tables and answers. */
  public String word() {
    return word;
  }

  public static Optional<Format> of(String word) {
    return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
  }
}
