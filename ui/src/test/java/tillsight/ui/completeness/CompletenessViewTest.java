package tillsight.ui.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tillsight.ui.As;
import tillsight.ui.PageTest;
import tillsight.ui.common.ComparePicker;
import tillsight.ui.common.Figures;
import tillsight.ui.common.RangePicker;
import tillsight.ui.security.Role;
import tools.jackson.databind.JsonNode;

class CompletenessViewTest extends PageTest {

  private static final String GAP_DAY = "completeness/5120002/2026-02-20";

  @Test
  @As(Role.OWNER)
  void saysWhatIsMissingAndWhereToLook() {
    var view = navigate(CompletenessView.class);

    assertThat(text(view.assurance))
        .contains("KES 1,240 is unexplained at Westlands Counter 2 on 20 Feb.")
        .contains("1 payment was reported twice with different facts at Kilimani Front till")
        .contains("Kilimani Front till, Sat 28 Feb", "Westlands Counter 2, Fri 20 Feb")
        .contains("99.02%", "6,296", "Recovered by Pull", "33", "Contradictions");
    assertThat(lastCall("GET /completeness")).contains("from=2026-02-03", "to=2026-03-03");
  }

  @Test
  @As(Role.OWNER)
  void drawsASquareADayAndARowATill() {
    var view = navigate(CompletenessView.class);

    var drawing = view.calendar.calendar.drawing();
    assertThat(drawing.path("mode").asString()).isEqualTo("line");
    assertThat(drawing.path("days")).hasSize(28);
    assertThat(drawing.path("rows")).hasSize(8);
    var counter2 = row(drawing, "5120002");
    assertThat(counter2.path("note").asString())
        .isEqualTo("Proven since 21 Feb, until 14:00 · Pull 3 min behind");
    var square = counter2.path("cells").path(17);
    assertThat(square.path(0).asString()).isEqualTo("gap");
    assertThat(square.path(1).asString())
        .isEqualTo(
            "Westlands Counter 2, Fri 20 Feb\n42 payments\nRecovered: 1 by Pull\n"
                + "KES 1,240 unexplained");
    assertThat(square.path(2).asString()).startsWith("Westlands Counter 2, Friday 20 February: ");
    assertThat(row(drawing, "5120021").path("alert").asString()).startsWith("The Pull has brought");
    assertThat(row(drawing, "5120022").path("cells").path(0).path(0).asString()).isEqualTo("none");
  }

  @Test
  @As(Role.OWNER)
  void drawsManyDaysWeekByWeek() {
    navigate(CompletenessView.class);

    UI.getCurrent().navigate("completeness", QueryParameters.of("range", "91d"));

    var drawing = find(CompletenessView.class).single().calendar.calendar.drawing();
    assertThat(drawing.path("mode").asString()).isEqualTo("weeks");
    assertThat(drawing.path("weeks")).hasSize(14);
    assertThat(drawing.path("days").path(90).path("weekday").asInt()).isEqualTo(1);
  }

  @Test
  @As(Role.OWNER)
  void tellsTheSameAsATableWhenAsked() {
    var view = navigate(CompletenessView.class);
    var figures = find(Figures.class, view.calendar).single();
    assertThat(text(figures)).doesNotContain("Fri 20 Feb");

    test((NativeDetails) figures).toggleContent();

    assertThat(text(figures)).contains("Westlands Counter 2", "Fri 20 Feb", "Not explained");
  }

  @Test
  @As(Role.OWNER)
  void saysSoWhenEveryPaymentIsProven() {
    UI.getCurrent()
        .navigate(
            "completeness",
            new QueryParameters(Map.of("range", List.of("7d"), "till", List.of("5120001"))));

    assertThat(text(find(CompletenessView.class).single().assurance))
        .contains("Every payment of the last 7 days is proven.")
        .contains("Without a gap since 1 Feb 2026. Today is proven until 14:00.")
        .contains("nothing is missing", "all reports agree");
  }

  @Test
  @As(Role.OWNER)
  void opensADayWithItsWitnessesAndFindings() {
    UI.getCurrent().navigate(GAP_DAY);

    var drawer = find(CompletenessView.class).single().drawer;
    assertThat(drawer.isOpened()).isTrue();
    assertThat(drawer.getHeaderTitle()).isEqualTo("Westlands Counter 2, Friday 20 February");
    assertThat(text(drawer))
        .contains("KES 1,240 unexplained", "half arrived within 2 s, 99 of 100 within 14 s")
        .contains("Upload the portal statement of 20 February: it will explain what is missing.")
        .contains("covers a part of the day only", "No statement covers this day")
        .contains("Between 14:02 and 14:05 KES 1,240 more came in")
        .contains("Should be", "KES 55,604", "But is", "KES 56,844", "+KES 1,240")
        .contains("Pull runs that cover this day (2)", "Statements that cover this day (1)");
    assertThat(hrefs(drawer))
        .contains("statements?till=5120002", "payments/UBK4T7M2QA", "payments/UBK7S6K8TB");
  }

  @Test
  @As(Role.OWNER)
  void leadsFromAContradictionToTheQuarantine() {
    UI.getCurrent().navigate("completeness/5120011/2026-02-28");

    var drawer = find(CompletenessView.class).single().drawer;
    assertThat(text(drawer)).contains("1 contradiction", "booked are KES 1,000");
    assertThat(hrefs(drawer)).contains("quarantine?item=0f6c1c2e-8a4e-4d0e-9c1b-3a6a5b7c9d37");
  }

  @Test
  @As(Role.OWNER)
  void saysOfAQuietDayThatNothingWasFound() {
    UI.getCurrent().navigate("completeness/5120001/2026-02-21");

    assertThat(text(find(CompletenessView.class).single().drawer))
        .contains("Nothing out of the ordinary.", "Proven by Pull, Sun 22 Feb, 04:00")
        .doesNotContain("Upload");
  }

  @Test
  @As(Role.OWNER)
  void keepsTheCalendarWhenTheDayIsUnknown() {
    UI.getCurrent().navigate("completeness/4040404/2026-02-21");

    var view = find(CompletenessView.class).single();
    assertThat(text(view.drawer)).contains("Nothing known of this day");
    assertThat(view.calendar.calendar.drawing().path("rows")).hasSize(8);
  }

  @Test
  @As(Role.OWNER)
  void takesADateThatIsNoneForNoDay() {
    UI.getCurrent().navigate("completeness/5120001/yesterday");

    assertThat(find(CompletenessView.class).single().drawer.isOpened()).isFalse();
  }

  @Test
  @As(Role.MANAGER)
  void showsAManagerTheirTillsAndWhomToAsk() {
    UI.getCurrent().navigate(GAP_DAY);

    var view = find(CompletenessView.class).single();
    assertThat(view.calendar.calendar.drawing().path("rows")).hasSize(3);
    assertThat(text(view.drawer))
        .contains("Ask an owner or operator to upload the portal statement of 20 February");
    assertThat(hrefs(view.drawer)).noneMatch(href -> href.startsWith("statements"));
    assertThat(find(SideNavItem.class).all())
        .extracting(SideNavItem::getLabel)
        .containsExactly("Overview", "Payments", "Tills", "Completeness");
  }

  @Test
  @As(Role.AUDITOR)
  void letsAnAuditorFollowTheEvidence() {
    UI.getCurrent().navigate(GAP_DAY);

    var drawer = find(CompletenessView.class).single().drawer;
    assertThat(text(drawer)).contains("Ask an owner or operator");
    assertThat(hrefs(drawer)).anyMatch(href -> href.startsWith("statements/01992b7e"));
  }

  @Test
  @As(Role.OPERATOR)
  void showsAnOperatorDaysButNoTakingsAndNoPayments() {
    UI.getCurrent().navigate(GAP_DAY);

    var drawer = find(CompletenessView.class).single().drawer;
    assertThat(text(drawer)).contains("KES 1,240 unexplained").doesNotContain("KES 25,830");
    assertThat(hrefs(drawer)).noneMatch(href -> href.startsWith("payments"));
    assertThat(find(RangePicker.class).exists()).isTrue();
    assertThat(find(ComparePicker.class).exists()).isFalse();
  }

  @Test
  @As(Role.CASHIER)
  void isClosedToCashiers() {
    UI.getCurrent().navigate("completeness");

    assertThat(text()).contains("This page is not yours to see");
    assertThat(server.calls()).noneMatch(call -> call.startsWith("GET /completeness"));
  }

  @Test
  @As(Role.OWNER)
  void explainsItselfToABusinessWithoutTills() {
    server.answer("tills", 200, "{\"items\":[],\"next\":null}");
    server.answer("completeness", 200, nothing());

    assertThat(text(navigate(CompletenessView.class))).contains("No till yet");
  }

  @Test
  @As(Role.OWNER)
  void saysSoWhenNothingHappened() {
    UI.getCurrent().navigate("completeness", QueryParameters.of("till", "5120022"));

    assertThat(text(find(CompletenessView.class).single().assurance))
        .contains("No payments in the last 28 days.", "–");
  }

  @Test
  @As(Role.OWNER)
  void saysWhoCanGrantWhatTheServerRefuses() {
    server.answer("completeness", 403, "{\"detail\":\"This needs the role manager.\"}");

    assertThat(text(navigate(CompletenessView.class)))
        .contains("not yours to see", "Ask an owner of the business.");
  }

  @Test
  @As(Role.OWNER)
  void keepsWhatItShowsWhenTheServerIsAway() {
    var view = navigate(CompletenessView.class);
    server.answer("completeness", 503, "");

    view.load();

    assertThat(text(view))
        .contains("KES 1,240 is unexplained", "What is shown may be out of date.");
  }

  @Test
  @As(Role.OWNER)
  void asksForFewerDaysThanAPictureHolds() {
    navigate(CompletenessView.class);

    UI.getCurrent()
        .navigate("completeness", QueryParameters.fromString("from=2023-06-01&to=2026-02-01"));

    assertThat(text()).contains("Too many days for one picture");
  }

  private static JsonNode row(JsonNode drawing, String till) {
    return drawing
        .path("rows")
        .valueStream()
        .filter(row -> row.path("till").asString().equals(till))
        .findFirst()
        .orElseThrow();
  }

  private List<String> hrefs(DayDrawer drawer) {
    return find(RouterLink.class, drawer).all().stream().map(RouterLink::getHref).toList();
  }

  private static String nothing() {
    return "{\"items\":[],\"tills\":[],\"matched\":0,\"recovered\":0,\"unexplained\":0,"
        + "\"completeness\":null}";
  }
}
