package tillsight.ui.security;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer.AuthorizedUrl;
import org.springframework.security.web.SecurityFilterChain;
import tillsight.ui.client.SignedIn;
import tillsight.ui.client.TillsightClient;

/** Closes every page to strangers, and hands sign-in and sign-out to the server. */
@Configuration(proxyBeanMethods = false)
class SecurityConfig {

  @Bean
  SecurityFilterChain pages(HttpSecurity http, ServerLogin login, TillsightClient server)
      throws Exception {
    return http.authenticationProvider(login)
        // The chart engine, the styles and the icon: without them the sign-in page is bare.
        .authorizeHttpRequests(requests -> requests.requestMatchers("/ui/**").permitAll())
        .with(
            VaadinSecurityConfigurer.vaadin(),
            vaadin ->
                vaadin
                    .loginView(LoginView.class)
                    // What is no page either is answered by ours, not by the browser's error page.
                    .anyRequest(AuthorizedUrl::authenticated)
                    .addLogoutHandler(
                        (_, _, authentication) -> {
                          if (authentication != null
                              && authentication.getPrincipal() instanceof SignedIn who) {
                            server.signOut(who);
                          }
                        }))
        .build();
  }
}
