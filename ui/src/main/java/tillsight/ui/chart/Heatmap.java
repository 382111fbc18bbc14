package tillsight.ui.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A grid of values: how much falls where rows and columns meet. */
public record Heatmap(List<String> rows, List<String> columns, Unit unit, List<Cell> cells) {

  /** Shades from nearly nothing to the most. */
  public static final int SHADES = 6;

  /** One cell. A thin one rests on too few observations to be trusted. */
  public record Cell(int row, int column, double value, boolean thin, String tip) {}

  /**
   * Where each shade but the lightest begins: quantiles of the cells that are not empty, so that a
   * few busy hours do not leave all others pale.
   */
  public List<Double> thresholds() {
    var values = cells.stream().mapToDouble(Cell::value).filter(v -> v > 0).sorted().toArray();
    var thresholds = new ArrayList<Double>();
    for (var shade = 1; shade < SHADES && values.length > 0; shade++) {
      var threshold = values[(int) ((long) values.length * (shade - 1) / (SHADES - 1))];
      if (thresholds.isEmpty() || threshold > thresholds.getLast()) {
        thresholds.add(threshold);
      }
    }
    return thresholds;
  }

  List<Double> columnSums() {
    return IntStream.range(0, columns.size())
        .mapToObj(c -> cells.stream().filter(x -> x.column() == c).mapToDouble(Cell::value).sum())
        .toList();
  }

  List<Double> rowSums() {
    return IntStream.range(0, rows.size())
        .mapToObj(r -> cells.stream().filter(x -> x.row() == r).mapToDouble(Cell::value).sum())
        .toList();
  }
}
