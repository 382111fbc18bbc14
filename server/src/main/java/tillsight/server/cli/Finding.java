package tillsight.server.cli;

import java.util.Locale;

/** One line of the doctor's: how a thing is, and what to do if that is not well. */
record Finding(Verdict verdict, String subject, String text) {

  /** How bad it is. Only FAIL keeps Tillsight from working. */
  enum Verdict {
    OK,
    WARN,
    FAIL
  }

  static Finding ok(String subject, String text) {
    return new Finding(Verdict.OK, subject, text);
  }

  static Finding warn(String subject, String text, String remedy) {
    return new Finding(Verdict.WARN, subject, text + "; " + remedy);
  }

  static Finding fail(String subject, String text, String remedy) {
    return new Finding(Verdict.FAIL, subject, text + "; " + remedy);
  }

  @Override
  public String toString() {
    return "%-4s  %s: %s".formatted(verdict.name().toLowerCase(Locale.ROOT), subject, text);
  }
}
