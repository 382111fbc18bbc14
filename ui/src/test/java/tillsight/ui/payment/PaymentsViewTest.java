package tillsight.ui.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;
import org.junit.jupiter.api.Test;
import tillsight.ui.As;
import tillsight.ui.PageTest;
import tillsight.ui.security.Role;

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
        .contains("KES 1,250", "Wanjiku · 2547 ***** 126", "Confirmation, booked")
        .contains("a repeat, not counted again", "Money that went back", "Approximate");
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
}
