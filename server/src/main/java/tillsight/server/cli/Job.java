package tillsight.server.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Work that servers do by the clock. */
enum Job {
  PULL(
      "asks Daraja for the transactions of the last 48 hours and books what is missing;"
          + " every hour for each short code"),
  COMPLETENESS(
      "works out which days of which tills are proven complete; within a minute of a change");

  private final String sentence;

  Job(String sentence) {
    this.sentence = sentence;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String sentence() {
    return sentence;
  }

  static String words() {
    return Arrays.stream(values()).map(Job::word).collect(Collectors.joining(", "));
  }
}
