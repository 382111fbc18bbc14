package tillsight.server.statement;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tillsight.server.business.Business;
import tillsight.server.business.Till;
import tillsight.server.business.ValidationRules;
import tillsight.server.callback.StatementLine;

/** A statement read as a load reads it: checked whole, then line by line. */
record TestReading(Facts facts, List<StatementLine> lines) {

  static final Till PAYBILL = new Till(1, 1, "600984", Till.Kind.PAYBILL, "Office", null, null);
  static final Till COUNTER =
      new Till(2, 1, "5120001", Till.Kind.BUY_GOODS, "Counter 1", "5120000", "5120009");

  static final String MERCHANT_HEADER =
      "Receipt No,Completion Time,Details,Transaction Status,Paid in,Withdrawn,Balance,Transaction"
          + " Type,Other Party\n";

  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  private static final Business ACME =
      new Business(
          1,
          "Acme",
          ZoneId.of("Africa/Nairobi"),
          new byte[32],
          ValidationRules.NONE,
          List.of(),
          List.of(PAYBILL, COUNTER),
          Map.of("600984", PAYBILL, "5120001", COUNTER, "5120009", COUNTER));

  static TestReading of(Path file) throws IOException {
    return of(file, null, null);
  }

  static TestReading of(Path path, Format format, String till) throws IOException {
    var file = StatementFile.open(path);
    Facts facts;
    try (var reading = Reading.open(file, format, till, List.of(ACME), NOW)) {
      facts = reading.check(() -> false);
    }
    Reading.requireTotals(facts);
    var lines = new ArrayList<StatementLine>();
    try (var reading = Reading.open(file, format, till, List.of(ACME), NOW)) {
      reading.forEach(
          line -> {
            if (line.money() != null) {
              lines.add(line.money());
            }
          });
    }
    return new TestReading(facts, lines);
  }
}
