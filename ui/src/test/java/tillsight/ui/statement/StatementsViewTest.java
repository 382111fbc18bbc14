package tillsight.ui.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.QueryParameters;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tillsight.ui.As;
import tillsight.ui.PageTest;
import tillsight.ui.security.Role;

class StatementsViewTest extends PageTest {

  private static final byte[] FILE = "Receipt No.,Paid In\n".getBytes(StandardCharsets.UTF_8);

  @Test
  @As(Role.OWNER)
  void listsWhatEarlierUploadsBrought() {
    var view = navigate(StatementsView.class);

    assertThat(text(view.list))
        .contains("ORG_5120000_Merchant_Feb_1-14.csv", "1 Feb – 14 Feb 2026", "owner@acme")
        .contains("3 payments recovered, 4,790 known, 2 reversals, 17 charges and transfers")
        .contains("Totals match", "Sun 15 Feb, 08:11", "Industrial Area Warehouse");
  }

  @Test
  @As(Role.OWNER)
  void leadsToTheDaysThatAStatementProves() {
    var view = navigate(StatementsView.class);

    assertThat(find(Anchor.class, view.list).all())
        .extracting(Anchor::getHref)
        .contains(
            "completeness?from=2026-02-01&to=2026-02-14",
            "completeness?till=5120021&from=2026-02-21&to=2026-02-27",
            "quarantine");
  }

  @Test
  @As(Role.OWNER)
  void showsARefusalLineByLine() {
    assertThat(text(navigate(StatementsView.class).list))
        .contains("The file was not loaded, and nothing of it was booked.")
        .contains("without opening it in Excel first", "2190", "is no M-PESA receipt");
  }

  @Test
  @As(Role.OWNER)
  void explainsThatAPersonalStatementIsNotTheBusinesss() {
    assertThat(text(navigate(StatementsView.class).list))
        .contains("This is a personal M-PESA statement.", "nothing in it belongs to a till")
        .contains("Sign in to the M-PESA organisation portal");
  }

  @Test
  @As(Role.OPERATOR)
  void followsAnUploadUntilItsResult() {
    var view = navigate(StatementsView.class);
    view.upload.choose("5120002");

    test(view.upload.upload).upload("C:\\Downloads\\feb.csv", "text/csv", FILE);

    assertThat(text(view.current)).contains("feb.csv", "Booking 2,000 of 4,812 rows");
    assertThat(server.calls()).contains("POST /statements");

    view.look();

    assertThat(text(view.current))
        .contains("4,812 rows: 3 payments recovered, 4,790 known, 2 reversals")
        .contains("Totals match the statement: KES 2,947,180 in, KES 2,815,400 out.")
        .contains("See what was recovered");
    assertThat(UI.getCurrent().getActiveViewLocation().getPath()).startsWith("statements/01992d31");
  }

  @Test
  @As(Role.OWNER)
  void keepsTheServersWordsWhenItDoesNotTakeAFile() {
    var view = navigate(StatementsView.class);
    server.answer("statements", 409, "{\"detail\":\"This file is being loaded already.\"}");

    test(view.upload.upload).upload("feb.csv", "text/csv", FILE);

    assertThat(text(view.upload)).contains("feb.csv: This file is being loaded already.");
    assertThat(view.current.isVisible()).isFalse();
  }

  @Test
  @As(Role.OWNER)
  void goesOnWaitingWhileTheServerIsAway() {
    var view = navigate(StatementsView.class);
    test(view.upload.upload).upload("feb.csv", "text/csv", FILE);
    server.answer("statements", 503, "");

    view.look();

    assertThat(text(view.current)).contains("Booking 2,000 of 4,812 rows");
  }

  @Test
  @As(Role.OWNER)
  void choosesTheTillThatALinkNames() {
    UI.getCurrent().navigate("statements", QueryParameters.of("till", "5120002"));

    var view = find(StatementsView.class).single();
    assertThat(view.upload.till.getValue().code()).isEqualTo("5120002");
  }

  @Test
  @As(Role.OWNER)
  void showsTheStatementThatALinkNames() {
    UI.getCurrent().navigate("statements/01992b7e-5d0e-7c41-9a55-3f60a4f2c101");

    var view = find(StatementsView.class).single();
    assertThat(text(view.current)).contains("ORG_5120000_Merchant_Feb_1-14.csv", "4,812 rows");
    assertThat(text(view.list)).doesNotContain("ORG_5120000_Merchant_Feb_1-14.csv");
  }

  @Test
  @As(Role.AUDITOR)
  void letsAnAuditorReadButNotUpload() {
    var view = navigate(StatementsView.class);

    assertThat(view.upload.isVisible()).isFalse();
    assertThat(text(view.list)).contains("Totals match");
  }

  @Test
  @As(Role.OWNER)
  void saysWhatAStatementIsGoodForBeforeTheFirst() {
    server.answer("statements", 200, "{\"items\":[],\"next\":null}");

    assertThat(text(navigate(StatementsView.class)))
        .contains("No statement yet", "Pull only looks back 48 hours");
  }

  @Test
  @As(Role.MANAGER)
  void isClosedToManagers() {
    UI.getCurrent().navigate("statements");

    assertThat(text()).contains("This page is not yours to see");
    assertThat(server.calls()).noneMatch(call -> call.startsWith("GET /statements"));
  }

  @Test
  @As(Role.OWNER)
  void staysUpWhenTheServerIsAway() {
    server.answer("statements", 503, "");

    assertThat(text(navigate(StatementsView.class))).contains("No connection to the server");
  }
}
