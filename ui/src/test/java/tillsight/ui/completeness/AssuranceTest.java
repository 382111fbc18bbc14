package tillsight.ui.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tillsight.ui.FakeServer;
import tillsight.ui.client.Completeness;
import tillsight.ui.client.Completeness.Day;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Preset;
import tillsight.ui.common.TillNames;

class AssuranceTest {

  private static final Clock CLOCK =
      new Clock(InstantSource.fixed(FakeServer.NOW), ZoneId.of("Africa/Nairobi"));
  private static final LocalDate TODAY = CLOCK.today();

  private final List<Day> days = new ArrayList<>();

  @Test
  void saysThatAllIsProvenAndUntilWhen() {
    add("1", 2, "proven", 0);
    add("1", 1, "proven", 0);
    add("1", 0, "open", 0);

    var assurance = judge(until("1", "2026-03-02T11:00:00Z"));

    assertThat(assurance.tone()).isEqualTo(Assurance.Tone.PROVEN);
    assertThat(assurance.sentence()).isEqualTo("Every payment of the last 28 days is proven.");
    assertThat(assurance.rest())
        .isEqualTo("Without a gap since 1 Feb 2026. Today is proven until 14:00.");
  }

  @Test
  void namesTheOpenDaysAsTheExceptionTheyAre() {
    add("1", 3, "proven", 0);
    add("1", 2, "open", 0);
    add("1", 1, "open", 0);

    var assurance = judge();

    assertThat(assurance.tone()).isEqualTo(Assurance.Tone.OPEN);
    assertThat(assurance.sentence())
        .isEqualTo("Every payment of the last 28 days is proven, except Till 1 (2 days).");
  }

  @Test
  void addsUpWhatIsMissingWhereverItIs() {
    add("1", 2, "gap", 100_00);
    add("2", 2, "gap", 20_50);
    add("2", 1, "gap", 1_00);

    assertThat(judge().sentence())
        .isEqualTo("KES 121.50 is unexplained at Till 1 (1 day) and Till 2 (2 days).");
  }

  @Test
  void countsTheTillsWhereThereAreTooManyToName() {
    for (var till = 1; till <= 4; till++) {
      add("" + till, 2, "gap", 100_00);
    }

    assertThat(judge().sentence()).isEqualTo("KES 400 is unexplained at 4 tills, on 4 days.");
  }

  @Test
  void doesNotCallTodayProvenWhileOneTillIsBehind() {
    add("1", 1, "proven", 0);
    add("1", 0, "open", 0);
    add("2", 0, "open", 0);

    var assurance = judge(until("1", "2026-03-02T11:00:00Z"), until("2", "2026-03-01T11:00:00Z"));

    assertThat(assurance.rest()).endsWith("Today is still open.");
  }

  @Test
  void claimsNothingWithoutAnyProof() {
    add("1", 1, "open", 0);

    assertThat(judge().sentence()).isEqualTo("Nothing of the last 28 days is proven yet.");
  }

  private void add(String till, int daysAgo, String status, long cents) {
    days.add(
        new Day(
            till,
            TODAY.minusDays(daysAgo),
            status,
            10,
            1_000_00,
            10,
            0,
            0,
            0,
            cents == 0 ? 0 : 1,
            cents,
            0,
            0,
            0,
            null,
            null,
            true,
            "none",
            "none",
            "unknown",
            null,
            null));
  }

  private static Completeness.Proof until(String till, String instant) {
    var since = LocalDate.parse("2026-02-01");
    return new Completeness.Proof(till, Instant.parse(instant), since, 0.1, null);
  }

  private Assurance judge(Completeness.Proof... tills) {
    var proof = new Completeness(days, List.of(tills), 0, 0, 0, null);
    return Assurance.of(proof, Preset.LAST_28.on(TODAY), TillNames.of(List.of()), CLOCK);
  }
}
