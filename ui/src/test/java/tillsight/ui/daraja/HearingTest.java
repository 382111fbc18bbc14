package tillsight.ui.daraja;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tillsight.ui.client.Daraja;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Mark;

class HearingTest {

  private static final Clock CLOCK =
      new Clock(
          InstantSource.fixed(Instant.parse("2026-03-02T11:03:12Z")), ZoneId.of("Africa/Nairobi"));

  @Test
  void hearsMoneyThatCameWithinTheHour() {
    var hearing = heard("2026-03-02T10:34:00Z", 0);

    assertThat(hearing.mark()).isEqualTo(Mark.DONE);
    assertThat(hearing.headline()).isEqualTo("Money is being heard.");
    assertThat(hearing.detail())
        .isEqualTo(
            "The last callback came 29 min ago, from Counter 1. 40 callbacks in 24 hours, from its"
                + " till.");
  }

  @Test
  void saysHowLongNothingWasHeard() {
    assertThat(heard("2026-03-02T08:00:00Z", 0).mark()).isEqualTo(Mark.WARN);
    assertThat(heard("2026-03-02T08:00:00Z", 0).headline()).isEqualTo("Nothing heard for 3 hours.");
    assertThat(heard("2026-03-02T08:00:00Z", 0).detail())
        .startsWith("The last callback came at 11:00");
    assertThat(heard("2026-02-27T08:00:00Z", 0).mark()).isEqualTo(Mark.FAIL);
    assertThat(heard("2026-02-27T08:00:00Z", 0).detail()).contains("came on Fri 27 Feb, 11:00");
  }

  @Test
  void saysThatWhatIsHeardWaitsOnDisk() {
    assertThat(heard("2026-03-02T11:03:00Z", 12).mark()).isEqualTo(Mark.WARN);
    assertThat(heard("2026-03-02T11:03:00Z", 12).headline()).contains("waits on disk");
  }

  @Test
  void saysThatNothingWasHeardYet() {
    assertThat(heard(null, 0).headline()).isEqualTo("No money is heard of yet.");
  }

  private static Hearing heard(@Nullable String last, long waiting) {
    var at = last == null ? null : Instant.parse(last);
    var till = new Daraja.Heard("5120001", "Counter 1", at, last == null ? 0 : 40, null, null);
    var credentials =
        new Daraja.Credentials(true, null, null, false, null, false, null, null, null);
    var daraja =
        new Daraja(
            null,
            null,
            List.of(),
            credentials,
            new Daraja.Token("ok", null, null, null),
            List.of(),
            List.of(till),
            new Daraja.Spool(waiting, 0),
            List.of());
    return Hearing.of(daraja, CLOCK);
  }
}
