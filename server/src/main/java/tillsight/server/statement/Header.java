package tillsight.server.statement;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a file tells what. Columns are found by name, in any order; unknown ones are
 * passed over.
 *
 * @param width how many columns the header names
 */
record Header(Map<Column, Integer> columns, int width) {

  /** The header stands in one of the first lines, or the file is something else. */
  static final int LINE_MAX = 100;

  static final String MISSING =
      "No header was found: none of the first %d lines begins with 'Receipt No.' and names the other columns. Export the statement from the M-PESA portal again, as XLSX or CSV, and leave it as it is."
          .formatted(LINE_MAX);

  private static final int COLUMNS_MIN = 4;
  private static final Set<Column> REQUIRED =
      Set.of(Column.RECEIPT, Column.COMPLETED, Column.PAID_IN, Column.WITHDRAWN);
  private static final Set<Column> ORGANISATIONS =
      Set.of(Column.REASON, Column.LINKED, Column.ACCOUNT, Column.INITIATED, Column.CONFIRMED);

  /** Whether a row names columns rather than holding a transaction. */
  static boolean isHeader(SheetRow row) {
    var first = row.cells().stream().filter(cell -> !cell.isBlank()).findFirst();
    return first.filter(cell -> Column.of(cell.text()) == Column.RECEIPT).isPresent()
        && row.cells().stream().filter(cell -> Column.of(cell.text()) != null).count()
            >= COLUMNS_MIN;
  }

  /**
   * Reads a header.
   *
   * @throws Damaged if a column is named twice, or one is missing that no statement lacks
   */
  static Header of(SheetRow row) {
    var columns = new EnumMap<Column, Integer>(Column.class);
    for (var i = 0; i < row.cells().size(); i++) {
      var column = Column.of(row.cell(i).text());
      if (column != null && columns.putIfAbsent(column, i) != null) {
        throw Damaged.line(row.line(), "names the column %s twice".formatted(column.title()));
      }
    }
    var missing = missing(columns);
    if (!missing.isEmpty()) {
      throw Damaged.line(
          row.line(),
          "does not name the column %s; export the statement again, with all columns"
              .formatted(String.join(", ", missing)));
    }
    return new Header(Map.copyOf(columns), row.width());
  }

  private static List<String> missing(Map<Column, Integer> columns) {
    var missing =
        new ArrayList<>(
            REQUIRED.stream()
                .filter(column -> !columns.containsKey(column))
                .map(Column::title)
                .sorted()
                .toList());
    if (Stream.of(Column.DETAILS, Column.REASON, Column.TYPE).noneMatch(columns::containsKey)) {
      missing.add(Column.DETAILS.title());
    }
    return missing;
  }

  boolean has(Column column) {
    return columns.containsKey(column);
  }

  /** What a row has in a column; empty where the file has no such column. */
  Cell cell(SheetRow row, Column column) {
    var index = columns.get(column);
    return index == null ? Cell.EMPTY : row.cell(index);
  }

  /** How many cells a row must have to hold all that money depends on. */
  int widthMin() {
    return Stream.of(
                Column.RECEIPT,
                Column.COMPLETED,
                Column.STATUS,
                Column.PAID_IN,
                Column.WITHDRAWN,
                Column.BALANCE)
            .map(columns::get)
            .filter(index -> index != null)
            .collect(Collectors.summarizingInt(Integer::intValue))
            .getMax()
        + 1;
  }

  /** The format whose columns these are; null where they are those of a person's statement. */
  @Nullable Format format() {
    if (ORGANISATIONS.stream().anyMatch(columns::containsKey)) {
      return Format.ORGANISATION;
    }
    if (has(Column.TYPE)) {
      return Format.MERCHANT;
    }
    return has(Column.OTHER_PARTY) ? Format.ORGANISATION : null;
  }
}
