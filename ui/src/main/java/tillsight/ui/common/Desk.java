package tillsight.ui.common;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.spring.security.AuthenticationContext;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.SignedIn;
import tillsight.ui.client.TillsightClient;

/** What a page works with: the server, whoever looks at it, and the clock of their business. */
@org.springframework.stereotype.Component
public class Desk {

  private final TillsightClient server;
  private final AuthenticationContext authentication;
  private final InstantSource time;
  private final Executor executor;

  Desk(
      TillsightClient server,
      AuthenticationContext authentication,
      InstantSource time,
      Executor executor) {
    this.server = server;
    this.authentication = authentication;
    this.time = time;
    this.executor = executor;
  }

  public TillsightClient server() {
    return server;
  }

  /** The person, or nothing on the sign-in page. */
  public @Nullable SignedIn signedIn() {
    return authentication.getAuthenticatedUser(SignedIn.class).orElse(null);
  }

  /** The person, on pages that only open for one. */
  public SignedIn who() {
    return authentication
        .getAuthenticatedUser(SignedIn.class)
        .orElseThrow(() -> new IllegalStateException("nobody is signed in"));
  }

  public boolean is(String... roles) {
    return Set.of(roles).contains(who().role());
  }

  public Clock clock() {
    return new Clock(time, who().zone());
  }

  /** What this part of a page asks, so that its own new questions replace its own old ones. */
  public Questions questions(Component part) {
    return new Questions(part, who(), executor);
  }

  public void signOut() {
    authentication.logout();
  }
}
