package tillsight.ui.daraja;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.notification.Notification;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tillsight.ui.As;
import tillsight.ui.FakeDaraja;
import tillsight.ui.FakeServer;
import tillsight.ui.PageTest;
import tillsight.ui.security.Role;
import tools.jackson.databind.node.ObjectNode;

class DarajaViewTest extends PageTest {

  @Test
  @As(Role.OWNER)
  void saysFirstWhetherMoneyIsHeard() {
    var view = navigate(DarajaView.class);

    assertThat(text(view.verdict))
        .contains("Money is being heard.", "The last callback came just now, from Front till.")
        .contains("910 callbacks in 24 hours, from 6 of 8 tills.");
  }

  @Test
  @As(Role.OWNER)
  void ticksWhatIsDoneAndSaysWhatToDoAboutTheRest() {
    var view = navigate(DarajaView.class);

    assertThat(text(view.checklist))
        .contains("7 of 9 done", "Callback URLs registered", "For 5120000 and 600984.")
        .contains("It expires on 11 March, in 9 days.", "Change it in the M-PESA portal");
  }

  @Test
  @As(Role.OWNER)
  void saysHowFarEachShortCodeIsProven() {
    assertThat(text(navigate(DarajaView.class).shortCodes))
        .contains("Registered v2", "since 12 January")
        .contains("Pulled 12 min ago; everything until 13:50 is proven.")
        .contains("Its clock says UTC, read as Nairobi.")
        .contains("13:51: 412 transactions, 3 recovered", "158 transactions, all known")
        .contains("Registered before v1", "may be an older one");
  }

  @Test
  @As(Role.OWNER)
  void saysWhenEachTillWasHeardLast() {
    assertThat(text(navigate(DarajaView.class).heard))
        .contains("Front till", "just now", "1.9 s", "99% in 9 s")
        .contains("Loading bay", "Safaricom has not called this address yet");
  }

  @Test
  @As(Role.OWNER)
  void offersTheAddressesToCopy() {
    var view = navigate(DarajaView.class);

    assertThat(text(view.addresses))
        .contains("https://pay.acmestores.co.ke/c2b/", "/confirmation", "/stk/", "/timeouts/");
    assertThat(view.addresses.getElement().getOuterHTML())
        .contains("data-copy=\"https://pay.acmestores.co.ke/c2b/");
  }

  @Test
  @As(Role.OWNER)
  void marksTheWordThatSafaricomRefuses() {
    server.answer("GET daraja", 200, FakeDaraja.inTrouble().toString());

    var view = navigate(DarajaView.class);

    assertThat(text(view.addresses)).contains("Use another host name");
    assertThat(view.addresses.getElement().getOuterHTML())
        .contains("<span class=\"forbidden\">mpesa</span>");
  }

  @Test
  @As(Role.OWNER)
  void doesNotEvenAskWhatSafaricomIsSureToRefuse() {
    server.answer("GET daraja", 200, FakeDaraja.inTrouble().toString());
    navigate(DarajaView.class);

    test(find(Button.class).withText("Register URLs …").all().getFirst()).click();

    var dialog = find(RegisterDialog.class).single();
    assertThat(text(dialog)).contains("Use another host name");
    assertThat(dialog.confirm.isEnabled()).isFalse();
  }

  @Test
  @As(Role.OWNER)
  void takesAFreshBusinessByTheHand() {
    server.answer("GET daraja", 200, FakeDaraja.fresh().toString());

    var view = navigate(DarajaView.class);

    assertThat(text(view.verdict)).contains("No money is heard of yet.");
    assertThat(text(view.keys)).contains("No credentials yet", "./tillsight apply");
    assertThat(text(view.addresses)).contains("Set TILLSIGHT_PUBLIC_URL");
    assertThat(text(view.shortCodes)).contains("Not registered", "Never pulled.");
    assertThat(find(Button.class).withText("Register URLs …").exists()).isFalse();
  }

  @Test
  @As(Role.OWNER)
  void saysSoWhenThereIsNoTill() {
    answer(
        daraja -> {
          daraja.putArray("tills");
          daraja.putArray("shortCodes");
        });

    assertThat(text(navigate(DarajaView.class)))
        .contains("No till yet, so no money is heard of.", "No short code yet");
  }

  @Test
  @As(Role.OWNER)
  void saysWhySafaricomRefusesTheCredentials() {
    answer(
        daraja -> {
          ((ObjectNode) daraja.path("token"))
              .put("state", "refused")
              .put("detail", "The consumer secret is wrong. Copy it anew.")
              .putNull("expiresAt");
          ((ObjectNode) daraja.path("credentials")).put("passwordExpiresOn", "2026-02-24");
        });

    assertThat(text(navigate(DarajaView.class).keys))
        .contains("Safaricom refuses them", "The consumer secret is wrong. Copy it anew.")
        .contains("expired on 24 February", "expired");
  }

  @Test
  @As(Role.OWNER)
  void warnsTwoWeeksBeforeThePasswordExpires() {
    assertThat(daysLeft("2026-03-16")).isEqualTo("badge badge-warn");
    assertThat(daysLeft("2026-03-17")).isEqualTo("badge badge-done");
    assertThat(daysLeft("2026-03-01")).isEqualTo("badge badge-fail");
  }

  @Test
  @As(Role.OWNER)
  void saysThatPaymentsWaitOnDisk() {
    answer(
        daraja -> ((ObjectNode) daraja.path("spool")).put("waiting", 1204).put("bytes", 3_140_000));

    var view = navigate(DarajaView.class);

    assertThat(text(view.verdict)).contains("waits on disk for the database", "Every payment is");
    assertThat(text(view.spooled))
        .contains("1,204", "payments wait on this server's disk for the database (3.1 MB)");
  }

  @Test
  @As(Role.OWNER)
  void saysWhyAPullWasHeldBack() {
    answer(
        daraja -> {
          var pull = (ObjectNode) daraja.path("shortCodes").path(0).path("pull");
          pull.put("lagHours", 43).put("provenUntil", "2026-02-28T16:02:00Z");
          ((ObjectNode) pull.path("lastRun")).put("outcome", "clock").put("clockSeconds", -10_800);
        });

    assertThat(text(navigate(DarajaView.class).shortCodes))
        .contains("everything until Sat 28 Feb, 19:02 is proven, 43 hours behind.")
        .contains("held back, because its clock is 3 hours behind the ledger's");
  }

  @Test
  @As(Role.OPERATOR)
  void saysWhatRegisteringDoesBeforeItIsDone() {
    answer(
        daraja ->
            ((ObjectNode) daraja.path("shortCodes").path(0).path("urls")).put("state", "never"));
    navigate(DarajaView.class);
    test(find(Button.class).withText("Register URLs …").all().getFirst()).click();
    var dialog = find(RegisterDialog.class).single();

    assertThat(text(dialog)).contains("takes them only once", "/confirmation", "/validation");
    assertThat(server.calls()).noneMatch(call -> call.startsWith("POST"));

    test(dialog.confirm).click();

    assertThat(server.bodies()).contains("{\"shortCode\":\"5120000\",\"what\":\"urls\"}");
    assertThat(toast()).isEqualTo("Safaricom now sends the payments of 5120000 here.");
  }

  @Test
  @As(Role.OPERATOR)
  void pullsAndSaysWhatItBrought() {
    var view = navigate(DarajaView.class);

    test(find(Button.class, view.checklist).withText("Pull now").single()).click();

    assertThat(server.bodies()).contains("{}");
    assertThat(toast())
        .isEqualTo("578 transactions pulled, 2 recovered that no callback had told of.");
  }

  @Test
  @As(Role.OWNER)
  void keepsInSightWhatSafaricomRefused() {
    server.answer("POST daraja/pull", 422, "{\"detail\":\"The app has no Pull. Ask for it.\"}");
    var view = navigate(DarajaView.class);

    test(find(Button.class, view.checklist).withText("Pull now").single()).click();

    assertThat(text(view.errands.notice)).isEqualTo("Pull now: The app has no Pull. Ask for it.");
    assertThat(find(Button.class, view.checklist).withText("Pull now").single().isEnabled())
        .isTrue();
  }

  @Test
  @As(Role.OWNER)
  void triesTheCredentials() {
    var view = navigate(DarajaView.class);

    test(find(Button.class, view.checklist).withText("Try the credentials").single()).click();

    assertThat(lastCall("POST")).isEqualTo("POST /daraja/token");
    assertThat(toast()).isEqualTo("The credentials work.");
  }

  @Test
  @As(Role.AUDITOR)
  void letsAnAuditorReadButNotCall() {
    answer(
        daraja ->
            ((ObjectNode) daraja.path("urls"))
                .put("confirmation", "https://pay.acmestores.co.ke/c2b/…/confirmation"));

    var view = navigate(DarajaView.class);

    assertThat(text(view)).contains("Money is being heard.", "/c2b/…/confirmation");
    assertThat(find(Button.class, view).exists()).isFalse();
    assertThat(view.addresses.getElement().getOuterHTML())
        .doesNotContain("data-copy=\"https://pay.acmestores.co.ke/c2b/…");
  }

  @Test
  @As(Role.OWNER)
  void looksAgainByItself() {
    var view = navigate(DarajaView.class);
    assertThat(UI.getCurrent().getPollInterval()).isBetween(1_000, 10_000);
    answer(daraja -> ((ObjectNode) daraja.path("spool")).put("waiting", 7));

    beat();

    assertThat(text(view.spooled)).contains("7payments wait");
  }

  @Test
  @As(Role.OWNER)
  void stopsLookingWhenItIsLeft() {
    navigate(DarajaView.class);

    UI.getCurrent().navigate("tills");

    assertThat(UI.getCurrent().getPollInterval()).isEqualTo(-1);
  }

  @Test
  @As(Role.OWNER)
  void keepsWhatItSawWhileTheServerIsAway() {
    var view = navigate(DarajaView.class);
    server.answer("daraja", 503, "");

    beat();

    assertThat(text(view)).contains("No connection to the server", "Money is being heard.");

    server.reset();
    beat();

    assertThat(text(view)).doesNotContain("No connection to the server");
  }

  @Test
  @As(Role.OWNER)
  void recoversFromAServerThatWasAwayFromTheStart() {
    server.answer("daraja", 503, "");
    var view = navigate(DarajaView.class);
    assertThat(text(view)).contains("No connection to the server");

    server.reset();
    beat();

    assertThat(text(view)).contains("Daraja", "Money is being heard.");
  }

  @Test
  @As(Role.CASHIER)
  void isClosedToCashiers() {
    UI.getCurrent().navigate("daraja");

    assertThat(text()).contains("This page is not yours to see");
    assertThat(server.calls()).noneMatch(call -> call.startsWith("GET /daraja"));
  }

  private String daysLeft(String day) {
    answer(daraja -> ((ObjectNode) daraja.path("credentials")).put("passwordExpiresOn", day));
    UI.getCurrent().navigate("tills");
    UI.getCurrent().navigate("daraja");
    var html = find(Keys.class).single().getElement().getOuterHTML();
    return html.replaceAll("(?s).*class=\"(badge badge-\\w+)\".*", "$1");
  }

  private String toast() {
    return test(find(Notification.class).single()).getText();
  }

  private static void answer(Consumer<ObjectNode> change) {
    var daraja = FakeServer.sample("daraja");
    change.accept(daraja);
    server.answer("GET daraja", 200, daraja.toString());
  }
}
