package tillsight.server.daraja;

import java.time.Duration;
import java.time.Instant;

/** What a call is made with, for about an hour. */
record AccessToken(String text, Instant expiresAt) {

  /** Renewed this early, so that none expires on its way. */
  private static final Duration EARLY = Duration.ofSeconds(60);

  boolean isFreshAt(Instant now) {
    return now.isBefore(expiresAt.minus(EARLY));
  }

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "AccessToken until " + expiresAt;
  }
}
