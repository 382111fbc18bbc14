package tillsight.ui.overview;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tillsight.ui.chart.Heatmap;
import tillsight.ui.client.Cells;
import tillsight.ui.common.Shillings;

/** The typical week of a range: the chosen measure, with payments and amounts for the words. */
record Week(Measure measure, Cells chosen, Cells payments, Cells amounts) {

  /** Fewer occurrences than this say little about a weekday. */
  private static final int OCCURRENCES_MIN = 3;

  Heatmap heatmap() {
    var rows = Stream.of(DayOfWeek.values()).map(d -> d.getDisplayName(TextStyle.SHORT, Locale.UK));
    var columns = IntStream.range(0, 24).mapToObj("%02d"::formatted);
    var cells = new ArrayList<Heatmap.Cell>();
    for (var i = 0; i < chosen.cells().size(); i++) {
      var cell = chosen.cells().get(i);
      var thin = cell.occurrences() < OCCURRENCES_MIN;
      cells.add(
          new Heatmap.Cell(cell.weekday() - 1, cell.hour(), cell.value(), thin, tip(i, thin)));
    }
    return new Heatmap(rows.toList(), columns.toList(), measure.unit(), cells);
  }

  boolean isEmpty() {
    return payments.cells().stream().allMatch(cell -> cell.value() == 0);
  }

  /** "Busiest: Fridays 17:00–18:00, 42 payments on average. …" */
  String finding() {
    var busiest = top(payments);
    var sentence =
        "Busiest: %s, %s payments on average."
            .formatted(hour(busiest), Shillings.mean(busiest.value()));
    var best = top(chosen);
    if (measure != Measure.PAYMENTS && best.value() > 0) {
      sentence += " %s: %s, %s.".formatted(measure.best(), hour(best), measure.write(best.value()));
    }
    return sentence;
  }

  List<List<String>> rows() {
    return IntStream.range(0, chosen.cells().size())
        .filter(i -> payments.cells().get(i).value() > 0)
        .mapToObj(
            i -> {
              var cell = chosen.cells().get(i);
              return List.of(
                  weekday(cell),
                  hours(cell),
                  Shillings.mean(payments.cells().get(i).value()),
                  Shillings.plain(Math.round(amounts.cells().get(i).value())),
                  "" + cell.occurrences());
            })
        .toList();
  }

  private String tip(int index, boolean thin) {
    var cell = chosen.cells().get(index);
    var count = payments.cells().get(index).value();
    var total = payments.cells().stream().mapToDouble(Cells.Cell::value).sum();
    var tip = new StringBuilder(hour(cell));
    if (count == 0) {
      return tip.append("\nNo payments in this range").toString();
    }
    tip.append('\n').append(Shillings.mean(count)).append(" payments, ");
    tip.append(Shillings.whole(Math.round(amounts.cells().get(index).value())));
    tip.append(" on average\n").append(Shillings.percent(count / total)).append(" of the week");
    if (measure == Measure.AVERAGE || measure == Measure.CUSTOMERS) {
      tip.append('\n').append(measure.label()).append(": ").append(measure.write(cell.value()));
    }
    if (thin) {
      tip.append("\nOnly ").append(cell.occurrences()).append(" of these days so far");
    }
    return tip.toString();
  }

  private static Cells.Cell top(Cells cells) {
    return cells.cells().stream().max(Comparator.comparingDouble(Cells.Cell::value)).orElseThrow();
  }

  private static String hour(Cells.Cell cell) {
    return weekday(cell) + "s " + hours(cell);
  }

  private static String weekday(Cells.Cell cell) {
    return DayOfWeek.of(cell.weekday()).getDisplayName(TextStyle.FULL, Locale.UK);
  }

  private static String hours(Cells.Cell cell) {
    return "%02d:00–%02d:00".formatted(cell.hour(), cell.hour() + 1);
  }
}
