package tillsight.ui.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.router.QueryParameters;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import tillsight.ui.As;
import tillsight.ui.FakeServer;
import tillsight.ui.PageTest;
import tillsight.ui.common.ReasonDialog;
import tillsight.ui.security.Role;
import tools.jackson.databind.node.ObjectNode;

class PaymentsViewTest extends PageTest {

  @Test
  @As(Role.OWNER)
  void listsPaymentsAndTheirTotal() {
    var view = navigate(PaymentsView.class);

    assertThat(test(view.list.grid).getRow(0).receipt()).isEqualTo("UC2QX7K1ZP");
    assertThat(view.totals.getText()).isEqualTo("6,298 revenue payments · KES 3,874,011");
  }

  @Test
  @As(Role.OWNER)
  void fetchesOlderPagesAsOneScrolls() {
    var view = navigate(PaymentsView.class);

    assertThat(test(view.list.grid).getRow(120).receipt()).endsWith("c");
    assertThat(lastCall("GET /payments")).contains("cursor=2");
  }

  @Test
  @As(Role.OWNER)
  void searchesThroughTheAddress() {
    var view = navigate(PaymentsView.class);

    UI.getCurrent().navigate("payments", QueryParameters.of("q", "wanjiku"));

    assertThat(lastCall("GET /payments")).contains("q=wanjiku");
    assertThat(view.tools.search.getValue()).isEqualTo("wanjiku");
    assertThat(view.totals.getText()).endsWith("found");
  }

  @Test
  @As(Role.OWNER)
  void saysWhatWasSearchedWhenNothingMatches() {
    navigate(PaymentsView.class);

    UI.getCurrent().navigate("payments", QueryParameters.of("q", "nobody"));

    assertThat(text()).contains("Nothing matches “nobody”", "Clear search and kind");
  }

  @Test
  @As(Role.OWNER)
  void opensAPaymentWithEverythingThatVouchesForIt() {
    UI.getCurrent().navigate("payments/UC2QX7K1ZP");

    var view = find(PaymentsView.class).single();
    assertThat(view.drawer.isOpened()).isTrue();
    assertThat(text(view.drawer))
        .contains("KES 1,250", "Wanjiku · 2547 ***** 126", "Approximate")
        .contains("Vouched for by", "Confirmationbooked it", "3 s after the payment")
        .contains("STK pushagrees", "said the same again");
  }

  @Test
  @As(Role.OWNER)
  void saysSoWhenAReceiptIsUnknown() {
    UI.getCurrent().navigate("payments/NOSUCH");

    assertThat(text(find(PaymentsView.class).single().drawer)).contains("No such payment");
  }

  @Test
  @As(Role.CASHIER)
  void showsACashierTodayOnlyWhateverTheAddressSays() {
    navigate(PaymentsView.class);

    UI.getCurrent()
        .navigate("payments", QueryParameters.fromString("from=2026-01-01&to=2026-02-01"));

    assertThat(lastCall("GET /payments")).contains("from=2026-03-02&to=2026-03-03");
  }

  @Test
  @As(Role.MANAGER)
  void showsTheServersRefusalOfAnotherBranchsTill() {
    navigate(PaymentsView.class);

    UI.getCurrent().navigate("payments", QueryParameters.of("till", "5120011"));

    assertThat(text()).contains("not yours to see", "An owner can grant it.");
    assertThat(find(PaymentGrid.class).exists()).isFalse();
  }

  @Test
  @As(Role.OPERATOR)
  void isClosedToOperators() {
    UI.getCurrent().navigate("payments");

    assertThat(text()).contains("This page is not yours to see", "Ask an owner");
    assertThat(server.calls()).noneMatch(call -> call.startsWith("GET /payments"));
  }

  @Test
  @As(Role.OWNER)
  void netsWhatWentBack() {
    UI.getCurrent().navigate("payments/UC2QX7K1ZP");

    assertThat(text(find(PaymentDrawer.class).single()))
        .contains("Net KES 1,200", "KES 50 of it went back on 2 March, receipt UC2QX7K2AA.");
  }

  @Test
  @As(Role.MANAGER)
  void saysOfARecoveredPaymentHowItWasFound() {
    UI.getCurrent().navigate("payments/UC2OLXIW47");

    assertThat(text(find(PaymentDrawer.class).single()))
        .contains(
            "Recovered by Pull", "Pullbooked it", "8 min after the payment", "Statementagrees")
        .doesNotContain("Give money back", "Confirmation");
  }

  @Test
  @As(Role.OWNER)
  void leadsToTheQuarantineWhereASourceSaysOtherwise() {
    var payment = FakeServer.sample("payment");
    ((ObjectNode) payment.path("provenance").path(1)).put("outcome", "quarantined");
    server.answer("GET payments/UC2QX7K1ZP", 200, payment.toString());

    UI.getCurrent().navigate("payments/UC2QX7K1ZP");

    assertThat(text(find(PaymentDrawer.class).single()))
        .contains("says otherwise, and waits for a decision", "Look at it in the quarantine");
  }

  @Test
  @As(Role.OWNER)
  void letsAnOwnerSayWhatIsTakings() {
    UI.getCurrent().navigate("payments/UC2LO5UHWC");
    test(find(Button.class).withText("Count as takings …").single()).click();
    var dialog = find(ReasonDialog.class).single();

    test(dialog.reason).setValue("A bank transfer of a customer");
    test(dialog.confirm).click();

    assertThat(lastCall("POST /payments")).isEqualTo("POST /payments/UC2LO5UHWC/review");
    assertThat(text(find(PaymentDrawer.class).single()))
        .contains("Revenue", "Somebody counted it as takings.", "Leave out after all …");
  }

  @Test
  @As(Role.AUDITOR)
  void tellsOthersThatAnOwnerDecides() {
    UI.getCurrent().navigate("payments/UC2LO5UHWC");

    assertThat(text(find(PaymentDrawer.class).single()))
        .contains("Is this takings?", "until an owner says.")
        .doesNotContain("Count as takings …", "Give money back …");
  }

  @Test
  @As(Role.OWNER)
  void givesBackNoMoreThanIsLeft() {
    var dialog = giveBack();
    var amount = find(BigDecimalField.class).single();
    assertThat(amount.getValue()).isEqualByComparingTo("1200");

    test(dialog.reason).setValue("Paid twice");
    amount.setValue(new BigDecimal("1200.01"));
    test(dialog.confirm).click();

    assertThat(amount.isInvalid()).isTrue();
    assertThat(amount.getErrorMessage()).contains("at most KES 1,200");
    assertThat(server.calls()).noneMatch(call -> call.startsWith("POST"));

    amount.setValue(new BigDecimal("200.5"));
    test(dialog.confirm).click();

    assertThat(lastCall("POST /payments")).isEqualTo("POST /payments/UC2QX7K1ZP/reversal");
    assertThat(server.bodies()).contains("{\"amountCents\":20050,\"reason\":\"Paid twice\"}");
    assertThat(test(find(Notification.class).single()).getText())
        .startsWith("Safaricom is asked to give KES 200.50 back.");
  }

  @Test
  @As(Role.OWNER)
  void awaitsSafaricomsAnswerBeforeMoreIsGivenBack() {
    var asked = FakeServer.sample("payment");
    asked
        .withArray("requests")
        .addObject()
        .put("kind", "reversal")
        .put("state", "sent")
        .put("at", "2026-03-02T11:03:10Z")
        .put("by", "owner@acme")
        .putNull("result");
    server.answer("GET payments/UC2QX7K1ZP", 200, asked.toString());
    UI.getCurrent().navigate("payments/UC2QX7K1ZP");

    assertThat(text(find(PaymentDrawer.class).single()))
        .contains("Asked of Safaricom", "KES 50 went back", "Waiting for the answer.");
    assertThat(find(Button.class).withText("Give money back …").single().isEnabled()).isFalse();

    server.reset();
    beat();

    assertThat(text(find(PaymentDrawer.class).single())).doesNotContain("Waiting for the answer.");
    assertThat(find(Button.class).withText("Give money back …").single().isEnabled()).isTrue();
    assertThat(UI.getCurrent().getPollInterval()).isEqualTo(-1);
  }

  @Test
  @As(Role.OWNER)
  void saysSoWhenNobodyKnowsWhetherSafaricomTookTheRequest() {
    server.answer(
        "POST payments/UC2QX7K1ZP/reversal",
        503,
        "{\"detail\":\"Safaricom did not say whether it took it. Look before asking again.\"}");
    var dialog = giveBack();

    test(dialog.reason).setValue("Paid twice");
    test(dialog.confirm).click();

    assertThat(dialog.trouble.getText()).contains("Look before asking again.");
  }

  @Test
  @As(Role.OWNER)
  void keepsWhatWasTypedWhenSafaricomRefuses() {
    server.answer(
        "POST payments/UC2QX7K1ZP/reversal",
        422,
        "{\"detail\":\"The initiator may not reverse. Give it the role in the portal.\"}");
    var dialog = giveBack();

    test(dialog.reason).setValue("Paid twice");
    test(dialog.confirm).click();

    assertThat(dialog.trouble.getText()).contains("Give it the role in the portal.");
    assertThat(dialog.reason.getValue()).isEqualTo("Paid twice");
  }

  private ReasonDialog giveBack() {
    UI.getCurrent().navigate("payments/UC2QX7K1ZP");
    test(find(Button.class).withText("Give money back …").single()).click();
    return find(ReasonDialog.class).single();
  }
}
