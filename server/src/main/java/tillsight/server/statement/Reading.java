package tillsight.server.statement;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tillsight.server.business.Business;
import tillsight.server.callback.StatementLine;

/** A statement that is open for reading: whose it is, and its rows. Reads each of them once. */
final class Reading implements AutoCloseable {

  /** Most complaints that are told; further on nothing new would be learnt. */
  static final int COMPLAINTS_MAX = 100;

  private final Sheet sheet;
  private final LineReader reader;
  private final Place place;
  private final Facts facts;

  private Reading(Sheet sheet, LineReader reader, Place place, Facts facts) {
    this.sheet = sheet;
    this.reader = reader;
    this.place = place;
    this.facts = facts;
  }

  /**
   * Opens it and reads up to its header.
   *
   * @throws Damaged if it is no statement, of another format, or of nobody here
   */
  static Reading open(
      StatementFile file,
      @Nullable Format asked,
      @Nullable String till,
      Collection<Business> businesses,
      Instant now)
      throws IOException {
    var sheet = file.sheet();
    try {
      var head = Head.read(sheet);
      var format = head.format(asked);
      var place = Place.of(head.preamble(), till, businesses);
      var reader =
          new LineReader(
              head.header(),
              sheet,
              place.till().code(),
              Preamble.takesPayments(head.preamble().account()),
              now);
      return new Reading(sheet, reader, place, Facts.none(format, place.till(), head.preamble()));
    } catch (RuntimeException e) {
      sheet.close();
      throw e;
    }
  }

  Place place() {
    return place;
  }

  /** What it says of itself above its rows. */
  Facts stated() {
    return facts;
  }

  /** Tells of all rows, those without money among them; totals are left out. */
  void forEach(Consumer<LineReader.Line> each) {
    for (var row = sheet.next(); row != null; row = sheet.next()) {
      var line = reader.read(row);
      if (line != null) {
        each.accept(line);
      }
      if (reader.complaints().size() >= COMPLAINTS_MAX) {
        return;
      }
    }
  }

  /**
   * Reads all of it and adds it up.
   *
   * @throws Damaged if a line is
   * @throws Stopped if it is told to
   */
  Facts check(BooleanSupplier stopped) {
    var sums = new long[4];
    forEach(
        line -> {
          if (stopped.getAsBoolean()) {
            throw new Stopped();
          }
          sums[0]++;
          var money = line.money();
          if (money != null) {
            sums[1] += money.paidInCents();
            sums[2] += money.withdrawnCents();
            sums[3] += meaning(money) == Meaning.REVERSAL ? 1 : 0;
          }
        });
    var complaints = reader.complaints();
    if (!complaints.isEmpty()) {
      var all = complaints.size() < COMPLAINTS_MAX;
      throw Damaged.lines(
          (all ? "%d faults were found" : "The first %d faults are listed; there may be more")
                  .formatted(Math.min(complaints.size(), COMPLAINTS_MAX))
              + "; nothing was loaded.",
          complaints.subList(0, Math.min(complaints.size(), COMPLAINTS_MAX)));
    }
    return new Facts(
            facts.format(),
            facts.till(),
            facts.preamble(),
            sums[0],
            sums[3],
            sums[1],
            sums[2],
            null)
        .compared();
  }

  Meaning meaning(StatementLine money) {
    return Meaning.of(money, facts.till().kind(), facts.preamble().account());
  }

  @Override
  public void close() {
    sheet.close();
  }

  /**
   * Refuses a statement that contradicts itself.
   *
   * @throws Damaged naming both totals
   */
  static void requireTotals(Facts facts) {
    if (Boolean.FALSE.equals(facts.totalsMatch())) {
      throw Damaged.file(
          "The rows add up to %s paid in and %s withdrawn, but the statement states %s and %s. Rows are missing or were changed: export it again; nothing was loaded."
              .formatted(
                  Shillings.text(facts.paidInCents()),
                  Shillings.text(facts.withdrawnCents()),
                  stated(facts.preamble().paidInCents()),
                  stated(facts.preamble().withdrawnCents())));
    }
  }

  private static String stated(@Nullable Long cents) {
    return cents == null ? "nothing" : Shillings.text(cents);
  }
}
