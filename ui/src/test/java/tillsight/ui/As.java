package tillsight.ui;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.test.context.support.WithSecurityContext;
import org.springframework.security.test.context.support.WithSecurityContextFactory;
import tillsight.ui.client.SignedIn;
import tillsight.ui.client.Tokens;
import tools.jackson.databind.json.JsonMapper;

/** Runs a test as somebody whom the fake server knows by this role. */
@Retention(RetentionPolicy.RUNTIME)
@WithSecurityContext(factory = As.Somebody.class)
public @interface As {
  String value();

  /** Signs them in without a password. */
  class Somebody implements WithSecurityContextFactory<As> {
    @Override
    public SecurityContext createSecurityContext(As as) {
      var session = new JsonMapper().createObjectNode();
      session.put("accessToken", "access-" + as.value());
      session.put("refreshToken", "refresh-" + as.value());
      session.put("expiresAt", "2099-01-01T00:00:00Z");
      session.set("user", FakeServer.user(as.value()));
      var who = new SignedIn(new JsonMapper().treeToValue(session, Tokens.class));
      var context = SecurityContextHolder.createEmptyContext();
      context.setAuthentication(
          UsernamePasswordAuthenticationToken.authenticated(
              who, null, List.of(new SimpleGrantedAuthority("ROLE_" + as.value()))));
      return context;
    }
  }
}
