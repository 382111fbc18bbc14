package tillsight.ui.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import tillsight.ui.client.SignedIn;

/** Where a page goes when the server no longer knows its session: back to the sign-in. */
@Controller
class SessionOver {

  @GetMapping("/session-over")
  void end(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
      throws IOException {
    // Only a session that is over already is thrown away, so that no foreign link signs anybody
    // out.
    if (authentication.getPrincipal() instanceof SignedIn who && who.isOver()) {
      request.getSession().invalidate();
      response.sendRedirect(request.getContextPath() + "/login?over");
    } else {
      response.sendRedirect(request.getContextPath() + "/");
    }
  }
}
