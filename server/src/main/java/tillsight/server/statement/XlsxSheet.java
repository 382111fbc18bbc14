package tillsight.server.statement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/**
 * The first sheet of a workbook that has a header. Formulas are never worked out: the value that
 * came with them counts if it is a plain one. Read it only after {@link Workbook#check}.
 */
final class XlsxSheet implements Sheet {

  private static final int SHEETS_MAX = 50;
  private static final int DIGITS_MAX = 30;

  /** A workbook that counts days from 1904 is this many days behind the others. */
  private static final int DAYS_1904 = 1_462;

  private final ReadableWorkbook workbook;
  private final Stream<Row> stream;
  private final Iterator<Row> rows;
  private long line;

  private XlsxSheet(ReadableWorkbook workbook, Stream<Row> stream) {
    this.workbook = workbook;
    this.stream = stream;
    this.rows = stream.iterator();
  }

  /**
   * Opens the workbook.
   *
   * @throws Damaged if it cannot be read, or none of its sheets has a header
   */
  static XlsxSheet open(Path file) throws IOException {
    var workbook = workbook(file);
    try {
      var sheets = workbook.getSheets().limit(SHEETS_MAX).toList();
      for (var sheet : sheets) {
        try (var stream = sheet.openStream()) {
          if (hasHeader(new XlsxSheet(workbook, stream))) {
            return new XlsxSheet(workbook, sheet.openStream());
          }
        }
      }
    } catch (RuntimeException e) {
      workbook.close();
      throw e instanceof Damaged ? e : unreadable(0);
    }
    workbook.close();
    throw Damaged.file(Header.MISSING);
  }

  private static ReadableWorkbook workbook(Path file) throws IOException {
    try {
      return new ReadableWorkbook(file.toFile(), new ReadingOptions(false, true));
    } catch (RuntimeException e) {
      throw unreadable(0);
    }
  }

  private static boolean hasHeader(XlsxSheet sheet) {
    for (var row = sheet.next(); row != null && row.line() <= Header.LINE_MAX; row = sheet.next()) {
      if (Header.isHeader(row)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable SheetRow next() {
    try {
      while (rows.hasNext()) {
        var row = row(rows.next());
        line = row.line();
        if (!row.isBlank()) {
          return row;
        }
      }
      return null;
    } catch (RuntimeException e) {
      throw unreadable(line);
    }
  }

  @Override
  public int epochDays() {
    return workbook.isDate1904() ? DAYS_1904 : 0;
  }

  @Override
  public boolean isText() {
    return false;
  }

  @Override
  public void close() {
    stream.close();
    try {
      workbook.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SheetRow row(Row row) {
    var cells = new ArrayList<Cell>(row.getCellCount());
    for (var i = 0; i < row.getCellCount(); i++) {
      var cell = row.getCell(i);
      cells.add(cell == null ? Cell.EMPTY : cell(cell));
    }
    return new SheetRow(row.getRowNum(), cells);
  }

  private static Cell cell(org.dhatim.fastexcel.reader.Cell cell) {
    return switch (cell.getType()) {
      case EMPTY -> Cell.EMPTY;
      case ERROR -> new Cell("", Cell.Kind.ERROR);
      case STRING, NUMBER, BOOLEAN, FORMULA -> plain(cell.getValue());
    };
  }

  private static Cell plain(@Nullable Object value) {
    return switch (value) {
      case null -> new Cell("", Cell.Kind.FORMULA);
      // Errors come as text: #REF!, #VALUE!.
      case String text -> text.startsWith("#") ? new Cell("", Cell.Kind.ERROR) : Cell.text(text);
      case BigDecimal number -> number(number);
      default -> Cell.text(value.toString());
    };
  }

  private static Cell number(BigDecimal number) {
    return number.precision() > DIGITS_MAX || Math.abs(number.scale()) > DIGITS_MAX
        ? new Cell("", Cell.Kind.ERROR)
        : new Cell(number.toPlainString(), Cell.Kind.NUMBER);
  }

  private static Damaged unreadable(long line) {
    return Damaged.file(
        line == 0
            ? "The workbook is damaged. Export it again, or open it in Excel and save it as XLSX or CSV."
            : "The workbook is damaged after row %d. Export it again, or open it in Excel and save it as XLSX or CSV."
                .formatted(line));
  }
}
