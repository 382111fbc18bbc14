package tillsight.ui.completeness;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Svg;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import tillsight.ui.chart.Calendar;
import tillsight.ui.chart.DayCalendar;
import tillsight.ui.client.Completeness;
import tillsight.ui.client.Completeness.Day;
import tillsight.ui.common.Card;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Dates;
import tillsight.ui.common.Figures;
import tillsight.ui.common.Range;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.TillNames;

/** The calendar: a row a till, a square a day, and the same as a table. */
final class CalendarCard extends Card {

  private static final int TABLE_ROWS_MAX = 1_000;
  private static final List<String> HEADER =
      List.of("Till", "Day", "State", "Payments", "Received", "Recovered", "Unexplained");

  final DayCalendar calendar;
  private final Figures figures = new Figures();

  CalendarCard(BiConsumer<String, LocalDate> chosen) {
    super("calendar-card", "Day by day");
    calendar = new DayCalendar(chosen);
  }

  void show(Completeness proof, Range range, TillNames names, Clock clock) {
    note(range.dates());
    tools(legend());
    var days = range.from().datesUntil(range.to()).toList();
    var rows = rows(proof, range, names, clock);
    calendar.show(new Calendar("Completeness, a row a till", days, clock.today(), rows));
    figures.offer(
        "Completeness, " + range.dates() + ", newest day first",
        HEADER,
        () -> table(proof, names, clock));
    fill(calendar);
    foot(figures);
    fresh();
  }

  private static List<Calendar.Row> rows(
      Completeness proof, Range range, TillNames names, Clock clock) {
    var days = range.from().datesUntil(range.to()).toList();
    var byTill = new HashMap<String, Map<LocalDate, Day>>();
    proof
        .items()
        .forEach(
            day -> byTill.computeIfAbsent(day.till(), _ -> new HashMap<>()).put(day.date(), day));
    var proofs = new HashMap<String, Completeness.Proof>();
    proof.tills().forEach(till -> proofs.put(till.till(), till));
    var rows = new ArrayList<Calendar.Row>();
    for (var code : codes(proof, names)) {
      var known = byTill.getOrDefault(code, Map.of());
      var till = proofs.get(code);
      var squares = days.stream().map(date -> square(code, date, known, names, clock)).toList();
      rows.add(
          new Calendar.Row(
              code,
              names.name(code),
              names.branch(code),
              till == null ? "" : Words.note(till, range, clock),
              till == null || till.alert() == null ? "" : till.alert(),
              squares));
    }
    return rows;
  }

  /** The tills of the answer, branch by branch. */
  private static Set<String> codes(Completeness proof, TillNames names) {
    var codes = new LinkedHashSet<String>();
    proof.tills().forEach(till -> codes.add(till.till()));
    proof.items().forEach(day -> codes.add(day.till()));
    return codes.stream()
        .sorted(Comparator.comparing(names::branch).thenComparing(code -> code))
        .collect(LinkedHashSet::new, LinkedHashSet::add, LinkedHashSet::addAll);
  }

  private static Calendar.Square square(
      String code, LocalDate date, Map<LocalDate, Day> known, TillNames names, Clock clock) {
    var day = known.get(date);
    if (day == null) {
      var words = names.full(code) + ", " + Dates.weekday(date);
      var nothing = date.isAfter(clock.today()) ? "Yet to come" : "Nothing known";
      return new Calendar.Square(
          Calendar.Mark.NONE, words + "\n" + nothing, words + ": " + nothing);
    }
    var lines = Words.tip(day, names, clock);
    var spoken =
        names.full(code)
            + ", "
            + Dates.full(date)
            + ": "
            + String.join(". ", lines.subList(1, lines.size()));
    return new Calendar.Square(Words.mark(day), String.join("\n", lines), spoken);
  }

  private static List<List<String>> table(Completeness proof, TillNames names, Clock clock) {
    return proof.items().stream()
        .sorted(Comparator.comparing(Day::date).reversed().thenComparing(Day::till))
        .limit(TABLE_ROWS_MAX)
        .map(
            day ->
                List.of(
                    names.full(day.till()),
                    Dates.weekday(day.date()),
                    Words.outcome(day, clock),
                    Shillings.count(day.payments()),
                    Shillings.count(day.received()),
                    Shillings.count(day.recovered()),
                    day.isGap() ? Words.unexplained(day) : "0"))
        .toList();
  }

  private static Div legend() {
    var legend = new Div();
    legend.addClassName("legend");
    legend.add(
        key(Calendar.Mark.PROVEN, "proven, nothing is missing"),
        key(Calendar.Mark.OPEN, "open, nobody vouches yet"),
        key(Calendar.Mark.GAP, "look here"),
        key(Calendar.Mark.NONE, "no payments"));
    return legend;
  }

  private static Component key(Calendar.Mark mark, String words) {
    var box = new Span(sign(mark));
    box.addClassNames("cal-key", "cal-is-" + mark.name().toLowerCase(Locale.ROOT));
    var key = new Span(box, new Span(words));
    key.addClassName("legend-key");
    return key;
  }

  private static Svg sign(Calendar.Mark mark) {
    var path =
        switch (mark) {
          case PROVEN -> "M5 12.5l4.2 4.2L19 7";
          case OPEN -> "M12 12v.01";
          case GAP -> "M12 5v8.5M12 18.5v.01";
          case NONE -> "";
        };
    return new Svg("<svg viewBox='0 0 24 24' aria-hidden='true'><path d='" + path + "'/></svg>");
  }
}
