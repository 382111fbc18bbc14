package tillsight.ui.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.router.QueryParameters;
import org.junit.jupiter.api.Test;
import tillsight.ui.As;
import tillsight.ui.PageTest;
import tillsight.ui.security.Role;

class QuarantineViewTest extends PageTest {

  @Test
  @As(Role.OWNER)
  void saysInWordsWhatWaits() {
    var view = navigate(QuarantineView.class);

    assertThat(text(view))
        .contains("Amount not readable", "18 min ago", "Unknown till", "5129999", "KES 2,500");
  }

  @Test
  @As(Role.OPERATOR)
  void asksForAReasonBeforeItAccepts() {
    navigate(QuarantineView.class);
    test(find(Button.class).withText("Accept …").all().getFirst()).click();
    var dialog = find(DecisionDialog.class).single();

    test(dialog.confirm).click();

    assertThat(dialog.reason.isInvalid()).isTrue();
    assertThat(server.calls()).noneMatch(call -> call.startsWith("POST /quarantine"));

    test(dialog.reason).setValue("The till was added today");
    test(dialog.confirm).click();

    assertThat(lastCall("POST /quarantine")).endsWith("/accept");
    assertThat(dialog.isOpened()).isFalse();
  }

  @Test
  @As(Role.OWNER)
  void keepsTheReasonAndShowsTheServersRefusal() {
    navigate(QuarantineView.class);
    test(find(Button.class).withText("Dismiss …").all().getFirst()).click();
    var dialog = find(DecisionDialog.class).single();
    server.answer("quarantine", 409, "{\"detail\":\"It was accepted by west@acme already.\"}");

    test(dialog.reason).setValue("A test");
    test(dialog.confirm).click();

    assertThat(dialog.trouble.getText()).isEqualTo("It was accepted by west@acme already.");
    assertThat(dialog.reason.getValue()).isEqualTo("A test");
  }

  @Test
  @As(Role.AUDITOR)
  void letsAnAuditorReadButNotDecide() {
    var view = navigate(QuarantineView.class);

    assertThat(text(view)).contains("Unknown till").doesNotContain("Accept …", "Dismiss …");
  }

  @Test
  @As(Role.OWNER)
  void showsWhoDecidedWhat() {
    navigate(QuarantineView.class);

    UI.getCurrent().navigate("quarantine", QueryParameters.of("state", "accepted"));

    assertThat(text()).contains("Accepted", "by owner@acme, 14:03: The till was added today");
  }

  @Test
  @As(Role.OWNER)
  void isQuietWhenNothingWaits() {
    server.answer("quarantine", 200, "{\"items\":[],\"next\":null}");

    assertThat(text(navigate(QuarantineView.class))).contains("Nothing waits");
  }

  @Test
  @As(Role.MANAGER)
  void isClosedToManagers() {
    UI.getCurrent().navigate("quarantine");

    assertThat(text()).contains("This page is not yours to see");
    assertThat(server.calls()).noneMatch(call -> call.startsWith("GET /quarantine"));
  }

  @Test
  @As(Role.OPERATOR)
  void isWhereAnOperatorLands() {
    UI.getCurrent().navigate("");

    assertThat(find(QuarantineView.class).exists()).isTrue();
  }
}
