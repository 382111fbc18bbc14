package tillsight.ui.client;

import java.io.Serializable;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A person signed in against the server, with the tokens that speak for them. */
public final class SignedIn implements Principal, Serializable {

  private static final long serialVersionUID = 1L;
  private static final Duration MARGIN = Duration.ofSeconds(60);

  private volatile Tokens tokens;
  private volatile boolean over;

  public SignedIn(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public String getName() {
    return tokens.user().username();
  }

  public Me user() {
    return tokens.user();
  }

  public String role() {
    return tokens.user().role();
  }

  /** The business's time zone, in which all its days begin and end. */
  public ZoneId zone() {
    return ZoneId.of(tokens.user().timezone());
  }

  /** True once the server no longer knows this session: there is nothing left but to sign in. */
  public boolean isOver() {
    return over;
  }

  Tokens tokens() {
    return tokens;
  }

  void renew(Tokens renewed) {
    tokens = renewed;
  }

  void end() {
    over = true;
  }

  boolean expiresSoon(Instant now) {
    return now.plus(MARGIN).isAfter(tokens.expiresAt());
  }
}
