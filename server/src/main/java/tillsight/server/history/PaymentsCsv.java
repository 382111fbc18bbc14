package tillsight.server.history;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The file format {@code payments-csv}: {@code
 * receipt,till,paid_at,amount,payer,first_name,account}, columns in any order, the last three
 * optional.
 */
public final class PaymentsCsv {

  private static final List<String> REQUIRED = List.of("receipt", "till", "paid_at", "amount");
  private static final Set<String> COLUMNS =
      Set.of("receipt", "till", "paid_at", "amount", "payer", "first_name", "account");
  private static final int COMPLAINTS_MAX = 10;

  /** One line of the file, its text as it stood there. Empty text for a column that is missing. */
  public record Line(
      long number,
      String receipt,
      String till,
      String paidAt,
      String amount,
      String payer,
      String firstName,
      String account) {

    /** The line as it will be kept. */
    public String raw() {
      // Each in quotes: an amount with a thousands comma must not become two fields.
      return Stream.of(receipt, till, paidAt, amount, payer, firstName, account)
          .map(Line::quoted)
          .collect(Collectors.joining(","));
    }

    private static String quoted(String text) {
      return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    /** Leaves out who paid. */
    @Override
    public String toString() {
      return "line " + number;
    }
  }

  /** What makes a file unreadable, each with line, column and remedy. Nothing has been loaded. */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final List<String> complaints;

    Unreadable(List<String> complaints) {
      super(String.join("; ", complaints));
      this.complaints = List.copyOf(complaints);
    }

    public List<String> complaints() {
      return complaints;
    }
  }

  private final Path file;
  private final Map<String, Integer> columns;

  private PaymentsCsv(Path file, Map<String, Integer> columns) {
    this.file = file;
    this.columns = columns;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws Unreadable if a column is missing, unknown or named twice
   */
  public static PaymentsCsv open(Path file) throws IOException {
    try (var reader = reader(file)) {
      var first = reader.iterator();
      if (!first.hasNext()) {
        throw new Unreadable(
            List.of("line 1: the file is empty; its first line must name the columns"));
      }
      return new PaymentsCsv(file, header(first.next()));
    } catch (CharacterCodingException e) {
      throw unreadable(new UncheckedIOException(e));
    } catch (CsvParseException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Reads the whole file once without loading anything, so that a damaged one is refused before its
   * first line is stored.
   *
   * @param tills the codes that are known
   * @return how many lines there are
   * @throws Unreadable naming up to ten lines and columns
   */
  public long check(Set<String> tills) throws IOException {
    var complaints = new ArrayList<String>();
    var lines = new long[1];
    forEach(
        line -> {
          lines[0]++;
          if (complaints.size() < COMPLAINTS_MAX) {
            complain(line, tills, complaints);
          }
        },
        complaints);
    if (!complaints.isEmpty()) {
      throw new Unreadable(complaints);
    }
    return lines[0];
  }

  /** Reads all lines, the header and blank ones left out. */
  public void forEach(Consumer<Line> each) throws IOException {
    forEach(each, new ArrayList<>());
  }

  private void forEach(Consumer<Line> each, List<String> complaints) throws IOException {
    try (var reader = reader(file)) {
      var rows = reader.iterator();
      rows.next();
      while (rows.hasNext()) {
        var row = rows.next();
        if (row.getFieldCount() == columns.size()) {
          each.accept(line(row));
        } else if (complaints.size() < COMPLAINTS_MAX) {
          complaints.add(
              "line %d: has %d fields, the header has %d; put quotes around text with commas"
                  .formatted(row.getStartingLineNumber(), row.getFieldCount(), columns.size()));
        }
      }
    } catch (CharacterCodingException e) {
      throw unreadable(new UncheckedIOException(e));
    } catch (CsvParseException | UncheckedIOException e) {
      throw unreadable(e);
    }
  }

  private static Map<String, Integer> header(CsvRecord header) {
    var columns = new LinkedHashMap<String, Integer>();
    var complaints = new ArrayList<String>();
    for (var i = 0; i < header.getFieldCount(); i++) {
      var name = header.getField(i).strip().toLowerCase(Locale.ROOT);
      if (!COLUMNS.contains(name)) {
        complaints.add(
            "line 1, column %d: '%s' is no column of payments-csv; it has %s"
                .formatted(i + 1, name, String.join(",", COLUMNS.stream().sorted().toList())));
      } else if (columns.put(name, i) != null) {
        complaints.add("line 1, column %d: '%s' occurs twice".formatted(i + 1, name));
      }
    }
    REQUIRED.stream()
        .filter(name -> !columns.containsKey(name))
        .forEach(name -> complaints.add("line 1: column '%s' is missing".formatted(name)));
    if (!complaints.isEmpty()) {
      throw new Unreadable(complaints.subList(0, Math.min(complaints.size(), COMPLAINTS_MAX)));
    }
    return columns;
  }

  private static void complain(Line line, Set<String> tills, List<String> complaints) {
    if (line.receipt().isBlank()) {
      complaints.add("line %d, column receipt: is empty".formatted(line.number()));
    }
    if (!tills.contains(line.till())) {
      complaints.add(
          "line %d, column till: '%s' is no till of any business here; add it with tillsight apply"
              .formatted(line.number(), shortened(line.till())));
    }
  }

  private Line line(CsvRecord row) {
    return new Line(
        row.getStartingLineNumber(),
        field(row, "receipt").strip().toUpperCase(Locale.ROOT),
        field(row, "till").strip(),
        field(row, "paid_at").strip(),
        field(row, "amount").strip(),
        field(row, "payer").strip(),
        field(row, "first_name"),
        field(row, "account"));
  }

  private String field(CsvRecord row, String column) {
    var index = columns.get(column);
    return index == null ? "" : row.getField(index);
  }

  private static CsvReader<CsvRecord> reader(Path file) throws IOException {
    var text = Files.newBufferedReader(file);
    // Excel starts its UTF-8 files with a byte order mark.
    text.mark(1);
    if (text.read() != '\ufeff') {
      text.reset();
    }
    return CsvReader.builder()
        .commentStrategy(CommentStrategy.NONE)
        .skipEmptyLines(true)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .ofCsvRecord(text);
  }

  private static Unreadable unreadable(RuntimeException e) {
    var cause = e.getCause() == null ? e : e.getCause();
    return new Unreadable(
        List.of(
            cause instanceof CharacterCodingException
                ? "the file is not UTF-8 text; save it as UTF-8"
                : String.valueOf(e.getMessage())));
  }

  private static String shortened(String text) {
    return text.length() <= 20 ? text : text.substring(0, 20) + "…";
  }
}
