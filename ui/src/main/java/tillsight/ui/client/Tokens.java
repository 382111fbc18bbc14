package tillsight.ui.client;

import java.io.Serializable;
import java.time.Instant;

/** What the server hands out at sign-in: the tokens, until when they hold, and for whom. */
public record Tokens(String accessToken, String refreshToken, Instant expiresAt, Me user)
    implements Serializable {

  /** Leaves the tokens out, so that they reach no log. */
  @Override
  public String toString() {
    return "Tokens of " + user.username() + " until " + expiresAt;
  }
}
