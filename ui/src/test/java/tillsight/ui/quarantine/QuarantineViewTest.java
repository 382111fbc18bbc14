package tillsight.ui.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.QueryParameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import tillsight.ui.As;
import tillsight.ui.FakeServer;
import tillsight.ui.PageTest;
import tillsight.ui.common.ReasonDialog;
import tillsight.ui.security.Role;
import tools.jackson.databind.node.ObjectNode;

class QuarantineViewTest extends PageTest {

  private static final String UNREADABLE = "0f6c1c2e-8a4e-4d0e-9c1b-3a6a5b7c9d41";
  private static final String CONFLICT = "0f6c1c2e-8a4e-4d0e-9c1b-3a6a5b7c9d37";

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
    var dialog = find(ReasonDialog.class).single();

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
    var dialog = find(ReasonDialog.class).single();
    server.answer(
        "POST quarantine/" + UNREADABLE + "/dismiss",
        409,
        "{\"detail\":\"It was accepted by west@acme already.\"}");

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

  @Test
  @As(Role.OWNER)
  void saysWhereEachCameFromAndWhatWasFoundOut() {
    var view = navigate(QuarantineView.class);

    assertThat(text(view)).contains("Callback", "Pull", "Completed on 28 February 2026");
  }

  @Test
  @As(Role.OWNER)
  void narrowsTheListToOneReason() {
    navigate(QuarantineView.class);

    UI.getCurrent().navigate("quarantine", QueryParameters.of("reason", "conflict"));

    assertThat(find(DoubtCard.class).all()).hasSize(1);
    assertThat(text(find(DoubtCard.class).single())).contains("Contradicts a booked payment");
  }

  @Test
  @As(Role.OWNER)
  void showsBothSidesOfAContradiction() {
    var drawer = open(CONFLICT);

    var compared = find(Comparison.class).single();
    assertThat(text(compared)).contains("It says", "KES 1,200", "Booked", "KES 1,020");
    assertThat(differing(compared)).containsExactly("Amount");
    assertThat(text(drawer))
        .contains("transactionId", "TransID", "Asked Safaricom")
        .contains("“The customer says he paid 1,200”", "Safaricom, 13:58");
  }

  @Test
  @As(Role.OWNER)
  void showsOneSideWhenNothingIsBooked() {
    var drawer = open(UNREADABLE);

    assertThat(text(find(Comparison.class).single())).doesNotContain("Booked");
    assertThat(text(drawer)).contains("Amount not readable").doesNotContain("Who did what");
  }

  @Test
  @As(Role.OPERATOR)
  void asksSafaricomAndWaitsForTheAnswer() {
    var asked = detail(CONFLICT);
    ((ObjectNode) asked.path("item")).putNull("evidence");
    ((ObjectNode) asked.path("history").path(0)).put("at", "2026-03-02T11:03:02Z");
    server.answer("GET quarantine/" + CONFLICT, 200, asked.toString());
    var drawer = open(CONFLICT);

    assertThat(text(drawer)).contains("Asked 10 s ago", "Waiting for Safaricom's answer.");
    assertThat(find(Button.class).withText("Ask Safaricom …").single().isEnabled()).isFalse();
    assertThat(UI.getCurrent().getPollInterval()).isPositive();

    server.answer("GET quarantine/" + CONFLICT, 200, detail(CONFLICT).toString());
    beat();

    assertThat(text(drawer)).contains("Completed on 28 February 2026");
    assertThat(UI.getCurrent().getPollInterval()).isEqualTo(-1);
  }

  @Test
  @As(Role.OPERATOR)
  void asksForTheReasonOfAQuestionToo() {
    open(CONFLICT);
    test(find(Button.class).withText("Ask Safaricom …").single()).click();
    var dialog = find(ReasonDialog.class).single();

    test(dialog.reason).setValue("The customer says so");
    test(dialog.confirm).click();

    assertThat(lastCall("POST /quarantine")).isEqualTo("POST /quarantine/" + CONFLICT + "/query");
    assertThat(dialog.isOpened()).isFalse();
  }

  @Test
  @As(Role.OWNER)
  void saysSoWhenNoAnswerCame() {
    var asked = detail(CONFLICT);
    ((ObjectNode) asked.path("item")).putNull("evidence");
    ((ObjectNode) asked.path("history").path(0)).put("at", "2026-03-02T09:03:02Z");
    server.answer("GET quarantine/" + CONFLICT, 200, asked.toString());

    assertThat(text(open(CONFLICT))).contains("Asked 2 hours ago", "No answer came.");
    assertThat(find(Button.class).withText("Ask Safaricom …").single().isEnabled()).isTrue();
    assertThat(UI.getCurrent().getPollInterval()).isEqualTo(-1);
  }

  @Test
  @As(Role.OWNER)
  void booksWhatCanBeBookedAfterAFix() {
    navigate(QuarantineView.class);
    test(find(Button.class).withText("Book what can be booked now …").single()).click();
    var dialog = find(ReasonDialog.class).single();

    test(dialog.reason).setValue("The till was added");
    test(dialog.confirm).click();

    assertThat(lastCall("POST /quarantine")).isEqualTo("POST /quarantine/replay");
    assertThat(test(find(Notification.class).single()).getText()).isEqualTo("1 is booked, 2 wait.");
  }

  @Test
  @As(Role.AUDITOR)
  void letsAnAuditorLookButNotAct() {
    var drawer = open(CONFLICT);

    assertThat(text(drawer)).contains("KES 1,020").doesNotContain("Accept …", "Ask Safaricom …");
    assertThat(find(Button.class).withText("Book what can be booked now …").exists()).isFalse();
  }

  @Test
  @As(Role.OWNER)
  void saysSoWhenThereIsNoSuchCallback() {
    assertThat(text(open("0f6c1c2e-0000-4d0e-9c1b-3a6a5b7c9d37"))).contains("No such callback");
  }

  private DoubtDrawer open(String id) {
    navigate(QuarantineView.class);
    UI.getCurrent().navigate("quarantine", QueryParameters.of("item", id));
    var drawer = find(QuarantineView.class).single().drawer;
    assertThat(drawer.isOpened()).isTrue();
    return drawer;
  }

  private static ObjectNode detail(String id) {
    assertThat(id).isEqualTo(CONFLICT);
    return FakeServer.sample("quarantine-item");
  }

  private static List<String> differing(Comparison compared) {
    return compared.getBody().getRows().stream()
        .filter(row -> row.hasClassName("differs"))
        .map(row -> row.getHeaderCell(0).orElseThrow().getText())
        .toList();
  }
}
