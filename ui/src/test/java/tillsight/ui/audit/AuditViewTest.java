package tillsight.ui.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import org.junit.jupiter.api.Test;
import tillsight.ui.As;
import tillsight.ui.PageTest;
import tillsight.ui.security.Role;

class AuditViewTest extends PageTest {

  @Test
  @As(Role.AUDITOR)
  void saysInWordsWhoDidWhatAndWhy() {
    assertThat(text(navigate(AuditView.class)))
        .contains("Today", "owner@acme counted a payment as takings")
        .contains("“A customer's bank transfer, seen on the statement”")
        .contains("Yesterday", "operator@acme accepted a callback and had it booked")
        .contains("27 February", "registered callback URLs with Safaricom600984");
  }

  @Test
  @As(Role.AUDITOR)
  void showsAnActionThatItDoesNotKnowAsItIs() {
    assertThat(text(navigate(AuditView.class))).contains("owner@acme callbacks.rotate");
  }

  @Test
  @As(Role.OWNER)
  void leadsToThePaymentOrTheCallback() {
    navigate(AuditView.class);

    assertThat(find(Anchor.class).withText("UC2LO5UHWC").single().getHref())
        .isEqualTo("payments/UC2LO5UHWC");
    assertThat(find(Anchor.class).withText("0f6c1c2e").all().getFirst().getHref())
        .isEqualTo("quarantine?state=all&item=0f6c1c2e-8a4e-4d0e-9c1b-3a6a5b7c9d37");
  }

  @Test
  @As(Role.OWNER)
  void goesBackAsFarAsOneWants() {
    var view = navigate(AuditView.class);

    test(find(Button.class).withText("Show older ones").single()).click();

    assertThat(lastCall("GET /audit")).contains("cursor=2");
    assertThat(text(view)).contains("Today", "12 January");
    assertThat(find(Button.class).withText("Show older ones").exists()).isFalse();
  }

  @Test
  @As(Role.OWNER)
  void isQuietWhenNothingHappened() {
    server.answer("audit", 200, "{\"items\":[],\"next\":null}");

    assertThat(text(navigate(AuditView.class))).contains("Nothing yet");
  }

  @Test
  @As(Role.OPERATOR)
  void isClosedToOperators() {
    UI.getCurrent().navigate("audit");

    assertThat(text()).contains("This page is not yours to see");
    assertThat(server.calls()).noneMatch(call -> call.startsWith("GET /audit"));
  }
}
