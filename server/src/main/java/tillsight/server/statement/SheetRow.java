package tillsight.server.statement;

import java.util.List;

/** One row of a file, and the line on which a person finds it. */
record SheetRow(long line, List<Cell> cells) {

  Cell cell(int column) {
    return column < 0 || column >= cells.size() ? Cell.EMPTY : cells.get(column);
  }

  boolean isBlank() {
    return cells.stream().allMatch(Cell::isBlank);
  }

  /** The number of its cells up to the last that holds anything. */
  int width() {
    var width = cells.size();
    while (width > 0 && cells.get(width - 1).isBlank()) {
      width--;
    }
    return width;
  }

  /** Leaves out what stands in it. */
  @Override
  public String toString() {
    return "line " + line;
  }
}
