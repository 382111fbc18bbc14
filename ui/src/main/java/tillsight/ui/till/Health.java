package tillsight.ui.till;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import tillsight.ui.client.Till;

/** Whether a till is heard of. */
enum Health {
  ACTIVE("Active"),
  QUIET("Quiet"),
  NEVER("Not set up");

  /** Longer than a night and a morning: even a slow till is heard of in this time. */
  private static final Duration QUIET_AFTER = Duration.ofHours(24);

  private final String word;

  Health(String word) {
    this.word = word;
  }

  static Health of(Till till, Instant now) {
    var last = till.lastPaymentAt();
    if (last == null) {
      return NEVER;
    }
    return last.isBefore(now.minus(QUIET_AFTER)) ? QUIET : ACTIVE;
  }

  String word() {
    return word;
  }

  String style() {
    return name().toLowerCase(Locale.ROOT);
  }
}
