package tillsight.ui.quarantine;

import java.time.Duration;
import java.util.Comparator;
import tillsight.ui.client.Deed;
import tillsight.ui.client.DoubtDetail;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Names;

/** Whether Safaricom was asked about a callback, and what it said. */
record Inquiry(boolean isWaiting, String who, String sentence) {

  /** Safaricom answers within a minute or says that it will not; after this nothing comes. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  static Inquiry of(DoubtDetail detail, Clock clock) {
    var evidence = detail.item().evidence();
    var answeredAt = evidence == null ? null : evidence.at();
    var asked =
        detail.history().stream()
            .filter(deed -> deed.action().equals("quarantine.query"))
            .max(Comparator.comparing(Deed::at))
            .filter(deed -> answeredAt == null || answeredAt.isBefore(deed.at()));
    if (asked.isPresent()) {
      var at = asked.get().at();
      var waits = at.isAfter(clock.now().minus(PATIENCE));
      return new Inquiry(
          waits,
          "Asked " + age(Duration.between(at, clock.now()), clock.ago(at)),
          waits ? "Waiting for Safaricom's answer." : "No answer came. Ask once more.");
    }
    if (evidence == null || evidence.sentence() == null) {
      return new Inquiry(false, "", "");
    }
    return new Inquiry(
        false,
        "Safaricom" + (answeredAt == null ? "" : ", " + clock.brief(answeredAt)),
        Names.clean(evidence.sentence()));
  }

  private static String age(Duration age, String words) {
    return age.toSeconds() < 60 ? Math.max(0, age.toSeconds()) + " s ago" : words;
  }
}
