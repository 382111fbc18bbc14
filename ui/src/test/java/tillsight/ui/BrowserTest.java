package tillsight.ui;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tillsight.ui.security.Role;

@Tag("browser")
class BrowserTest {

  /** How soon a payment must be on the screen. */
  private static final LocatorAssertions.ContainsTextOptions SOON =
      new LocatorAssertions.ContainsTextOptions().setTimeout(2_000);

  @RegisterExtension static final Chromium chromium = new Chromium();

  @ParameterizedTest
  @CsvSource({
    "owner, wrong, Name or password is wrong",
    "locked, secrets, Too many wrong tries",
  })
  void saysInWordsWhyNobodyWasSignedIn(String name, String password, String words) {
    var page = chromium.window(1440, 900, ColorScheme.LIGHT);

    chromium.signIn(page, name, password);

    assertThat(page.locator("vaadin-login-form")).containsText(words);
  }

  @Test
  void saysThatThePasswordWasNotCheckedWhenTheServerIsAway() {
    chromium.server().answer("sessions", 503, "");
    var page = chromium.window(1440, 900, ColorScheme.LIGHT);

    chromium.signIn(page, "owner", "any");

    assertThat(page.locator("vaadin-login-form")).containsText("Tillsight is not reachable");
  }

  @Test
  void drawsTheChartsOfTheOverview() {
    var page = chromium.signedIn(Role.OWNER);
    page.waitForSelector(".trend-chart[rendered]");
    page.waitForSelector(".week-chart[rendered]");

    assertThat(number(page, ".trend-chart", "series[1].data.length")).isEqualTo(28);
    assertThat(number(page, ".trend-chart", "series[0].data.length")).isEqualTo(28);
    assertThat(number(page, ".week-chart", "series[0].data.length")).isEqualTo(168);
    assertThat(number(page, ".today-chart", "series.length")).isEqualTo(3);
    assertThat(option(page, ".trend-chart", "series[1].itemStyle.color").toString())
        .matches("rgba\\(\\d+,\\d+,\\d+,1\\)");
    assertThat(page.locator(".week-card .finding")).containsText("Busiest: Fridays 18:00–19:00");
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void redrawsInTheOtherColoursAndRemembersThem() {
    var page = chromium.signedIn(Role.OWNER);
    page.waitForSelector(".trend-chart[rendered]");
    var light = option(page, ".trend-chart", "series[1].itemStyle.color");

    page.click(".scheme-toggle");

    assertThat(option(page, ".trend-chart", "series[1].itemStyle.color")).isNotEqualTo(light);
    page.reload();
    page.waitForSelector(".trend-chart[rendered]");
    assertThat(option(page, ".trend-chart", "series[1].itemStyle.color")).isNotEqualTo(light);
  }

  @Test
  void showsAPaymentWithinTwoSecondsWithoutAReload() {
    var page = chromium.signedIn(Role.OWNER);
    assertThat(page.locator(".today-money")).hasText("KES 46,795");
    waitUntilLive(page);

    chromium.server().book("UC2LIVE001", 7_777_00);

    assertThat(page.locator(".ticker")).containsText("KES 7,777", SOON);
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void putsANewPaymentOnTopOfTheList() {
    var page = chromium.signedIn(Role.OWNER);
    page.navigate(chromium.url("payments"));
    assertThat(page.locator("vaadin-grid")).containsText("UC2QX7K1ZP");
    waitUntilLive(page);

    chromium.server().book("UC2LIVE002", 5_432_50);

    assertThat(page.locator("vaadin-grid")).containsText("KES 5,432.50", SOON);
  }

  @Test
  void keepsItsChoicesInTheAddress() {
    var page = chromium.signedIn(Role.OWNER);
    page.waitForSelector(".trend-chart[rendered]");

    page.keyboard().press("w");
    assertThat(page).hasURL(Pattern.compile("range=7d"));
    page.keyboard().press("x");
    assertThat(page).hasURL(Pattern.compile("compare=none"));
    page.click(".kpi-payments .kpi-label");
    assertThat(page).hasURL(Pattern.compile("metric=payments"));
    page.reload();

    assertThat(page.locator(".range-picker .pill")).containsText("Last 7 days");
    assertThat(page.locator(".trend-card h2")).hasText("Payments");
    page.goBack();
    assertThat(page.locator(".trend-card h2")).hasText("Gross");
  }

  @Test
  void neverRunsWhatANameSays() {
    var page = chromium.signedIn(Role.OWNER);
    page.onDialog(_ -> fail("a name was run"));
    page.navigate(chromium.url("payments"));

    assertThat(page.locator("vaadin-grid")).containsText("<script>alert('x')</script>");
    assertThat(page.locator("vaadin-grid script")).hasCount(0);
  }

  @Test
  void exportsWhatIsShown() throws IOException {
    var page = chromium.signedIn(Role.MANAGER);
    page.navigate(chromium.url("payments?q=wanjiku"));
    assertThat(page.locator(".totals")).containsText("found");

    var download = page.waitForDownload(() -> page.click("text=Export CSV"));

    assertThat(download.suggestedFilename()).isEqualTo("payments-2026-02-03-to-2026-03-02.csv");
    assertThat(Files.readAllLines(download.path()))
        .hasSizeGreaterThan(1)
        .first()
        .asString()
        .startsWith("receipt,paid_at,till");
  }

  @Test
  void showsACashierNoCustomersAndNoOtherPages() {
    var page = chromium.signedIn(Role.CASHIER);

    assertThat(page.locator(".menu")).containsText("Today");
    assertThat(page.locator(".menu")).not().containsText("Quarantine");
    assertThat(page.locator("body")).not().containsText("Customers");
    page.navigate(chromium.url("quarantine"));
    assertThat(page.locator(".state")).containsText("This page is not yours to see");
  }

  @Test
  void showsAManagerNothingOfAnotherBranch() {
    var page = chromium.signedIn(Role.MANAGER);

    page.navigate(chromium.url("payments?till=5120011"));

    assertThat(page.locator(".state")).containsText("not yours to see");
    assertThat(page.locator(".state")).containsText("An owner can grant it.");
    assertThat(page.locator("vaadin-grid")).hasCount(0);
  }

  @Test
  void takesAnOperatorToTheQuarantine() {
    var page = chromium.signedIn(Role.OPERATOR);

    assertThat(page.locator("h1.view-title")).hasText("Quarantine");
    page.locator("text=Accept …").first().click();
    page.locator("vaadin-dialog textarea, vaadin-dialog-overlay textarea").fill("Added the till");
    page.locator("vaadin-dialog vaadin-button, vaadin-dialog-overlay vaadin-button")
        .filter(new Locator.FilterOptions().setHasText("Accept"))
        .last()
        .click();
    assertThat(page.locator("vaadin-notification-card")).containsText("is booked.");
  }

  @Test
  void sendsADeadSessionToTheSignInWithAKindWord() {
    var page = chromium.signedIn(Role.OWNER);
    for (var resource : new String[] {"summary", "tills", "payments", "trends", "sessions"}) {
      chromium.server().answer(resource, 401, "{\"detail\":\"The session has ended.\"}");
    }

    page.navigate(chromium.url("tills"));

    assertThat(page.locator(".login-notice")).containsText("Your session has ended");
  }

  @Test
  void signsOutOnTheServerToo() {
    var page = chromium.signedIn(Role.OWNER);

    page.click("[aria-label='Sign out']");

    assertThat(page.locator("vaadin-login-form")).isVisible();
    assertThat(chromium.server().calls()).contains("DELETE /sessions/current");
  }

  @Test
  void drawsOnlyTheRowsThatAreInView() {
    var page = chromium.signedIn(Role.OWNER);

    page.navigate(chromium.url("payments"));

    assertThat(page.locator("vaadin-grid")).containsText("UC2QX7K1ZP");
    assertThat(page.locator("vaadin-grid tbody tr:visible").count()).isBetween(5, 60);
  }

  @Test
  void walksTheCalendarByKeysAndOpensADay() {
    var page = chromium.signedIn(Role.OWNER);
    page.navigate(chromium.url("completeness"));
    var square = page.locator(".cal-cell[data-key='5120002/2026-02-20']");
    assertThat(page.locator(".cal-cell[tabindex='0']")).hasCount(1);

    square.focus();
    page.keyboard().press("ArrowLeft");

    assertThat(page.locator(".cal-cell[data-key='5120002/2026-02-19']")).isFocused();
    assertThat(page.locator(".cal-tip")).containsText("Westlands Counter 2, Thu 19 Feb");
    assertThat(page).not().hasURL(Pattern.compile("from="));
    page.keyboard().press("ArrowRight");
    page.keyboard().press("Enter");
    assertThat(page).hasURL(Pattern.compile("completeness/5120002/2026-02-20"));
    assertThat(page.locator("vaadin-dialog.drawer")).containsText("KES 1,240 unexplained");
    page.keyboard().press("Escape");
    assertThat(page).hasURL(Pattern.compile("completeness$"));
    assertThat(square).isFocused();
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void uploadsAStatementAndShowsWhatItBrought() {
    var page = chromium.signedIn(Role.OPERATOR);
    page.navigate(chromium.url("statements"));
    assertThat(page.locator(".statement-row")).hasCount(4);

    page.setInputFiles(
        ".upload-card input[type=file]",
        new FilePayload("feb.csv", "text/csv", "Receipt No.,Paid In\n".getBytes(UTF_8)));

    assertThat(page.locator(".current vaadin-progress-bar")).isVisible();
    assertThat(page.locator(".current")).containsText("4,812 rows: 3 payments recovered");
    assertThat(page.locator(".current")).containsText("Totals match the statement");
    page.click("text=See what was recovered");
    assertThat(page).hasURL(Pattern.compile("completeness\\?from=2026-02-15&to=2026-02-28"));
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void refusesAFileThatIsNoStatementBeforeItIsSent() {
    var page = chromium.signedIn(Role.OWNER);
    page.navigate(chromium.url("statements"));

    page.setInputFiles(
        ".upload-card input[type=file]",
        new FilePayload("photo.png", "image/png", new byte[] {1, 2, 3}));

    assertThat(page.locator(".upload-card .trouble")).containsText("Choose one .csv or .xlsx file");
    assertThat(chromium.server().calls()).noneMatch(call -> call.startsWith("POST /statements"));
  }

  @Test
  void keepsTheBarOfAPhoneToFivePlaces() {
    var page = chromium.window(360, 740, ColorScheme.LIGHT);
    chromium.signIn(page, Role.OWNER, "secret");
    page.navigate(chromium.url("statements"));

    assertThat(page.locator(".bottom-bar > *")).hasCount(5);
    assertThat(page.locator(".bottom-bar [aria-current]")).hasText("More");
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
    page.click(".bottom-bar >> text=More");
    page.click(".menu >> text=Quarantine");
    assertThat(page.locator("h1.view-title")).hasText("Quarantine");
  }

  @Test
  void looksAtDarajaAgainByItself() {
    var page = chromium.signedIn(Role.OWNER);
    page.navigate(chromium.url("daraja"));
    assertThat(page.locator(".verdict")).containsText("Money is being heard.");

    chromium.server().answer("GET daraja", 200, FakeDaraja.inTrouble().toString());

    assertThat(page.locator(".verdict"))
        .containsText(
            "waits on disk", new LocatorAssertions.ContainsTextOptions().setTimeout(10_000));
    assertThat(page.locator(".spool")).containsText("1,204");
  }

  @Test
  void copiesACallbackAddress() {
    var page = chromium.signedIn(Role.OWNER);
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    page.navigate(chromium.url("daraja"));

    page.locator(".copy").first().click();

    assertThat(page.locator(".copy").first()).containsText("Copied");
    assertThat(page.evaluate("navigator.clipboard.readText()").toString())
        .isEqualTo("https://pay.acmestores.co.ke/c2b/kQ7v2mXw0pLr9TzaN4cYhs/confirmation");
  }

  @Test
  void opensADoubtFromItsAddressAndLeavesItWithEscape() {
    var page = chromium.signedIn(Role.AUDITOR);
    page.navigate(chromium.url("quarantine?item=0f6c1c2e-8a4e-4d0e-9c1b-3a6a5b7c9d37"));
    assertThat(page.locator(".differs")).containsText("KES 1,020");
    page.click("text=What arrived");
    assertThat(page.locator(".raw pre").first()).containsText("transactionId");

    page.keyboard().press("Escape");

    assertThat(page).hasURL(chromium.url("quarantine"));
    assertThat(page.locator(".doubt")).hasCount(3);
  }

  @Test
  void goesFromTheAuditToThePaymentAndBack() {
    var page = chromium.signedIn(Role.AUDITOR);
    page.navigate(chromium.url("audit"));

    page.click("text=UC2LO5UHWC");
    assertThat(page.locator(".drawer-amount")).hasText("KES 990");
    assertThat(page).hasURL(Pattern.compile("payments/UC2LO5UHWC"));
    page.goBack();

    assertThat(page).hasURL(Pattern.compile("audit"));
    assertThat(page.locator(".deed").first()).containsText("counted a payment as takings");
  }

  private static void waitUntilLive(Page page) {
    assertThat(page.locator(".stamp")).containsText("live");
  }

  private static int number(Page page, String chart, String path) {
    return ((Number) option(page, chart, path)).intValue();
  }

  private static Object option(Page page, String chart, String path) {
    return page.evalOnSelector(chart, "element => element.chart.getOption()." + path);
  }
}
