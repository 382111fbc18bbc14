package tillsight.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;
import org.junit.jupiter.api.Test;
import tillsight.ui.As;
import tillsight.ui.PageTest;
import tillsight.ui.security.Role;

class OverviewViewTest extends PageTest {

  @Test
  @As(Role.OWNER)
  void showsTheFiguresOfTheRange() {
    var view = navigate(OverviewView.class);

    assertThat(view.kpis.value(Metric.GROSS)).isEqualTo("KES 3,874,011");
    assertThat(view.kpis.value(Metric.PAYMENTS)).isEqualTo("6,298");
    assertThat(view.kpis.value(Metric.REPEAT)).isEqualTo("79%");
    assertThat(text(view.kpis)).contains("▲ +12%", "vs 6 Jan – 2 Feb", "407 new · 1,486 returning");
    assertThat(view.today.money()).isEqualTo("KES 46,795");
    assertThat(text(view.tills)).contains("Counter 1", "KES 813,542");
    assertThat(text(view.customers)).contains("Wanjiku", "approximate");
  }

  @Test
  @As(Role.OWNER)
  void drawsTrendAndWeekAndSaysWhatTheySay() {
    var view = navigate(OverviewView.class);

    var bars = view.trend.chart.option().path("series").path(1);
    assertThat(bars.path("type").asString()).isEqualTo("bar");
    assertThat(bars.path("data")).hasSize(28);
    assertThat(
            view.trend
                .chart
                .option()
                .path("series")
                .path(0)
                .path("lineStyle")
                .path("type")
                .asString())
        .isEqualTo("dashed");
    assertThat(bars.path("data").path(27).path("itemStyle").path("borderType").asString())
        .isEqualTo("dotted");
    assertThat(view.week.chart.option().path("series").path(0).path("data")).hasSize(168);
    assertThat(view.week.finding()).startsWith("Busiest: Fridays 18:00–19:00, ");
    assertThat(view.trend.finding()).startsWith("Highest: Friday 27 Feb 2026");
  }

  @Test
  @As(Role.OWNER)
  void followsItsAddress() {
    navigate(OverviewView.class);

    UI.getCurrent()
        .navigate(
            "",
            QueryParameters.fromString(
                "range=7d&compare=year&till=5120001&metric=payments&measure=amount"));

    assertThat(lastCall("GET /summary"))
        .contains("from=2026-02-24", "to=2026-03-03", "till=5120001", "compare=year");
    assertThat(lastCall("GET /heatmap")).contains("measure=amount");
    assertThat(text())
        .contains("Last 7 days · 24 Feb – 2 Mar", "Westlands · Counter 1", "vs last year");
  }

  @Test
  @As(Role.OWNER)
  void namesWhatWantsAttention() {
    var view = navigate(OverviewView.class);

    assertThat(text(view.attention))
        .contains("3 callbacks wait for a decision.", "Industrial Area Warehouse has been quiet")
        .contains("Industrial Area Loading bay has never received a payment.");
  }

  @Test
  @As(Role.OWNER)
  void saysHowCompleteTheFiguresAre() {
    var view = navigate(OverviewView.class);

    assertThat(view.proof.card.value()).isEqualTo("99.02%");
    assertThat(text(view.proof.card))
        .contains("Proven until Sat 28 Feb, 07:00", "KES 1,240 unexplained");
    assertThat(text(view.attention))
        .contains("KES 1,240 is unexplained at Westlands Counter 2, Fri 20 Feb.")
        .contains("Industrial Area Warehouse: The Pull has brought nothing for 55 hours");
    assertThat(server.calls()).filteredOn(call -> call.startsWith("GET /completeness")).hasSize(1);
  }

  @Test
  @As(Role.OWNER)
  void leavesCompletenessOpenWhenItIsNotTold() {
    server.answer("completeness", 403, "{\"detail\":\"Not yours.\"}");

    var view = lastSevenDays();

    assertThat(view.proof.card.value()).isEqualTo("–");
    assertThat(view.kpis.value(Metric.GROSS)).isEqualTo("KES 3,874,011");
  }

  @Test
  @As(Role.MANAGER)
  void leavesTheQuarantineToOthers() {
    var view = lastSevenDays();

    assertThat(text(view.attention)).contains("All tills normal");
    assertThat(text()).doesNotContain("Quarantine");
    assertThat(text(view.tills)).contains("Westlands").doesNotContain("Kilimani");
  }

  @Test
  @As(Role.CASHIER)
  void showsACashierTodayAndNoCustomers() {
    var view = navigate(OverviewView.class);

    assertThat(text(view)).contains("Today so far", "KES 46,795").doesNotContain("Customers");
    assertThat(server.calls())
        .noneMatch(call -> call.startsWith("GET /customers") || call.startsWith("GET /heatmap"))
        .noneMatch(call -> call.startsWith("GET /completeness"))
        .filteredOn(call -> call.contains("from="))
        .allMatch(call -> call.contains("from=2026-03-02&to=2026-03-03"));
  }

  @Test
  @As(Role.OWNER)
  void saysWhoCanGrantWhatTheServerRefuses() {
    server.answer(
        "heatmap",
        403,
        "{\"detail\":\"Peak hours need the role manager. An owner can grant it.\"}");
    server.answer("customers", 403, "{\"detail\":\"Not yours.\"}");

    var view = lastSevenDays();

    assertThat(text(view.week)).contains("not yours to see", "An owner can grant it.");
    assertThat(text(view.customers)).contains("not yours to see", "Ask an owner of the business.");
  }

  @Test
  @As(Role.OWNER)
  void staysUpWhenTheServerIsAway() {
    server.answer("summary", 503, "");
    server.answer("tills", 503, "");

    var view = lastSevenDays();

    assertThat(text(view)).contains("No connection to the server", "Nothing is lost");
  }

  private OverviewView lastSevenDays() {
    UI.getCurrent().navigate("", QueryParameters.of("range", "7d"));
    return find(OverviewView.class).single();
  }
}
