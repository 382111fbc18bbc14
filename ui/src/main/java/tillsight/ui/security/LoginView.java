package tillsight.ui.security;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.web.WebAttributes;
import tillsight.ui.Settings;
import tillsight.ui.common.Brand;

/** The way in: the product's name and promise, and a form. */
@Route(value = "login", autoLayout = false)
@PageTitle("Sign in · Tillsight")
@AnonymousAllowed
class LoginView extends Main implements BeforeEnterObserver {

  final LoginForm form = new LoginForm();
  final Paragraph notice = new Paragraph();

  LoginView(Settings settings) {
    addClassName("login");
    form.setAction("login");
    form.setForgotPasswordButtonVisible(false);
    form.setI18n(words());
    notice.addClassName("login-notice");
    notice.setVisible(false);
    var card = new Div(new Brand(), notice, form);
    card.addClassName("login-card");
    if (settings.demo()) {
      var demo = new Span("Demo data");
      demo.addClassName("chip");
      card.add(demo);
    }
    add(promise(), card);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    var parameters = event.getLocation().getQueryParameters();
    if (parameters.getParameters().containsKey("error")) {
      show(lastFailure());
    }
    if (parameters.getParameters().containsKey("over")) {
      notice.setText("Your session has ended. Sign in again to go on where you were.");
      notice.setVisible(true);
    }
  }

  private static Div promise() {
    var title = new H1("Every M-PESA payment, counted.");
    var text =
        new Paragraph(
            "What each till took this hour, who comes back, and what still waits for you.");
    var promise = new Div(title, text, new Div());
    promise.addClassName("login-promise");
    return promise;
  }

  private void show(@Nullable Object failure) {
    switch (failure) {
      case BadCredentialsException _ ->
          form.showErrorMessage(
              "Name or password is wrong",
              "Check both and try again. After several wrong tries the account rests for a while.");
      case LockedException locked ->
          form.showErrorMessage(
              "Too many wrong tries",
              "This account rests for now. Try again in " + wait(locked.getMessage()) + ".");
      case null, default ->
          form.showErrorMessage(
              "Tillsight is not reachable",
              "Your password was not checked. Try again in a minute; if it stays like this, tell"
                  + " whoever runs the server.");
    }
  }

  private static @Nullable Object lastFailure() {
    var session = VaadinSession.getCurrent().getSession();
    return session.getAttribute(WebAttributes.AUTHENTICATION_EXCEPTION);
  }

  private static String wait(@Nullable String seconds) {
    try {
      var minutes = Math.ceilDiv(Long.parseLong(String.valueOf(seconds)), 60);
      return minutes == 1 ? "a minute" : minutes + " minutes";
    } catch (NumberFormatException e) {
      return "a few minutes";
    }
  }

  private static LoginI18n words() {
    var words = LoginI18n.createDefault();
    words.getForm().setTitle("Sign in");
    words.getForm().setUsername("User name");
    words.getForm().setPassword("Password");
    words.getForm().setSubmit("Sign in");
    words.getErrorMessage().setUsername("Enter your user name");
    words.getErrorMessage().setPassword("Enter your password");
    return words;
  }
}
