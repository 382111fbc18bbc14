package tillsight.ui.chart;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A calendar as the browser draws it: where each day stands, and what is written on it. */
final class CalendarDrawing {

  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM", Locale.UK);
  private static final DateTimeFormatter WEEK = DateTimeFormatter.ofPattern("d MMM", Locale.UK);

  static ObjectNode of(Calendar calendar) {
    var drawing = JsonNodeFactory.instance.objectNode();
    drawing.put("label", calendar.label());
    drawing.put("mode", calendar.days().size() > Calendar.LINE_MAX ? "weeks" : "line");
    addDays(calendar, drawing.putArray("days"), drawing.putArray("weeks"));
    var rows = drawing.putArray("rows");
    for (var row : calendar.rows()) {
      var line = rows.addObject();
      line.put("till", row.key()).put("name", row.name()).put("place", row.place());
      line.put("note", row.note()).put("alert", row.alert());
      var cells = line.putArray("cells");
      for (var square : row.squares()) {
        cells
            .addArray()
            .add(square.mark().name().toLowerCase(Locale.ROOT))
            .add(square.tip())
            .add(square.spoken());
      }
    }
    return drawing;
  }

  private static void addDays(Calendar calendar, ArrayNode days, ArrayNode weeks) {
    if (calendar.days().isEmpty()) {
      return;
    }
    var monday =
        calendar.days().getFirst().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    var last = 0L;
    for (var day : calendar.days()) {
      var week = ChronoUnit.WEEKS.between(monday, day) + 1;
      var isFirst = days.isEmpty();
      if (week != last) {
        addWeek(weeks, monday.plusWeeks(week - 1), week, isFirst);
        last = week;
      }
      days.addObject()
          .put("date", day.toString())
          .put("number", "" + day.getDayOfMonth())
          .put("month", isFirst || day.getDayOfMonth() == 1 ? MONTH.format(day) : "")
          .put("week", week)
          .put("weekday", day.getDayOfWeek().getValue())
          .put("today", day.equals(calendar.today()));
    }
  }

  /** A week is named by its Monday; it bears a month's name if the month begins in it. */
  private static void addWeek(ArrayNode weeks, LocalDate monday, long number, boolean isFirst) {
    var sunday = monday.plusDays(6);
    var begins = isFirst || sunday.getDayOfMonth() <= 7;
    weeks
        .addObject()
        .put("week", number)
        .put("label", WEEK.format(monday))
        .put("month", begins ? MONTH.format(isFirst ? monday : sunday) : "");
  }

  private CalendarDrawing() {}
}
