package tillsight.server.statement;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text file with commas, semicolons or tabs. */
final class CsvSheet implements Sheet {

  private static final int RECORD_CHARS_MAX = 256 * 1024;
  private static final int FIELDS_MAX = 1_000;
  private static final char[] DELIMITERS = {',', ';', '\t'};
  // Written by exports that want to keep Excel from changing a value.
  private static final Pattern QUOTED_FORMULA = Pattern.compile("=\"([^\"]*)\"");

  private final CsvReader<CsvRecord> reader;
  private final Iterator<CsvRecord> rows;
  private long line;

  private CsvSheet(CsvReader<CsvRecord> reader) {
    this.reader = reader;
    this.rows = reader.iterator();
  }

  /**
   * Opens a file with the delimiter by which its header is found.
   *
   * @throws Damaged if it has no header
   */
  static CsvSheet open(Path file, TextEncoding encoding) throws IOException {
    for (var delimiter : DELIMITERS) {
      try (var sheet = new CsvSheet(reader(encoding.open(file), delimiter))) {
        if (hasHeader(sheet)) {
          return new CsvSheet(reader(encoding.open(file), delimiter));
        }
      }
    }
    throw Damaged.file(Header.MISSING);
  }

  private static boolean hasHeader(CsvSheet sheet) {
    try {
      for (var row = sheet.next();
          row != null && row.line() <= Header.LINE_MAX;
          row = sheet.next()) {
        if (Header.isHeader(row)) {
          return true;
        }
      }
    } catch (Damaged e) {
      // What one delimiter cannot make sense of, another may.
      return false;
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
    } catch (CsvParseException e) {
      throw Damaged.line(
          line + 1,
          "or a line after it has a quotation mark that is never closed, or is too long; export the"
              + " statement again");
    } catch (UncheckedIOException e) {
      throw new IllegalStateException("the file cannot be read", e.getCause());
    }
  }

  @Override
  public int epochDays() {
    return 0;
  }

  @Override
  public boolean isText() {
    return true;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SheetRow row(CsvRecord record) {
    var cells = new ArrayList<Cell>(record.getFieldCount());
    for (var i = 0; i < record.getFieldCount(); i++) {
      cells.add(cell(record.getField(i)));
    }
    return new SheetRow(record.getStartingLineNumber(), cells);
  }

  private static Cell cell(String text) {
    if (!text.startsWith("=")) {
      return Cell.text(text);
    }
    var quoted = QUOTED_FORMULA.matcher(text.strip());
    return quoted.matches() ? Cell.text(quoted.group(1)) : new Cell("", Cell.Kind.FORMULA);
  }

  private static CsvReader<CsvRecord> reader(Reader text, char delimiter) {
    var handler =
        CsvRecordHandler.builder()
            .maxFields(FIELDS_MAX)
            .maxFieldSize(RECORD_CHARS_MAX)
            .maxRecordSize(RECORD_CHARS_MAX)
            .build();
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .commentStrategy(CommentStrategy.NONE)
        .skipEmptyLines(true)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .maxBufferSize(RECORD_CHARS_MAX)
        .build(handler, text);
  }
}
