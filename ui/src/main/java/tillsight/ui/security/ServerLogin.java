package tillsight.ui.security;

import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.client.SignedIn;
import tillsight.ui.client.TillsightClient;

/** Asks the server whether a name and a password belong together. */
@Component
class ServerLogin implements AuthenticationProvider {

  private final TillsightClient server;

  ServerLogin(TillsightClient server) {
    this.server = server;
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    try {
      var password = String.valueOf(attempt.getCredentials());
      return of(server.signIn(attempt.getName().strip(), password));
    } catch (ServerTrouble.Refused e) {
      throw failure(e);
    } catch (ServerTrouble e) {
      throw new AuthenticationServiceException("The server does not answer", e);
    }
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  /** The proof of who is signed in, as Spring Security wants it. */
  static Authentication of(SignedIn who) {
    var authorities = List.of(new SimpleGrantedAuthority("ROLE_" + who.role()));
    return UsernamePasswordAuthenticationToken.authenticated(who, null, authorities);
  }

  private static AuthenticationException failure(ServerTrouble.Refused refusal) {
    if (refusal.retryAfter() != null) {
      return new LockedException(refusal.retryAfter());
    }
    return refusal.status() == 401 || refusal.status() == 400
        ? new BadCredentialsException("Name and password do not belong together")
        : new AuthenticationServiceException("The server refused the sign-in");
  }
}
