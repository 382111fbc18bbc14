package tillsight.server.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
final class TestClock implements InstantSource {

  private volatile Instant now;

  TestClock(String now) {
    this.now = Instant.parse(now);
  }

  void forward(Duration duration) {
    now = now.plus(duration);
  }

  void set(String instant) {
    now = Instant.parse(instant);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
