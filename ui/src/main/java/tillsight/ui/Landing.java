package tillsight.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterListener;
import com.vaadin.flow.router.ListenerPriority;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.spring.security.AuthenticationContext;
import org.springframework.stereotype.Component;
import tillsight.ui.security.Role;

/** Shows people without an overview the page that is theirs when they open the product's root. */
@Component
class Landing implements VaadinServiceInitListener {

  private final AuthenticationContext authentication;

  Landing(AuthenticationContext authentication) {
    this.authentication = authentication;
  }

  @Override
  public void serviceInit(ServiceInitEvent service) {
    service
        .getSource()
        .addUIInitListener(init -> init.getUI().addBeforeEnterListener(new ToTheirPage()));
  }

  /** Comes before the check of roles, which would answer that the overview is not theirs. */
  @ListenerPriority(Integer.MAX_VALUE)
  private final class ToTheirPage implements BeforeEnterListener {

    private static final long serialVersionUID = 1L;

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
      if (event.getLocation().getPath().isEmpty() && authentication.hasRole(Role.OPERATOR)) {
        event.forwardTo("quarantine");
      }
    }
  }
}
