package tillsight.ui.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Statement;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Names;
import tillsight.ui.common.Range;
import tillsight.ui.common.Shillings;

/** What came of a statement, in words. */
public final class Outcome {

  /** "4,812 rows: 3 payments recovered, 4,790 known, 2 reversals, 17 charges". */
  public static String words(Statement statement) {
    return switch (statement.state()) {
      case "done" -> rows(statement) + ": " + brought(statement);
      case "refused" -> "Not loaded";
      case "interrupted" -> "Interrupted after " + rows(statement.rowsDone());
      case "loading" ->
          "Loading, " + Shillings.count(statement.rowsDone()) + " of " + rows(statement);
      default -> "Being checked";
    };
  }

  /** What a finished statement brought, kind by kind; kinds it had none of are left out. */
  static String brought(Statement statement) {
    var parts = new ArrayList<String>();
    parts.add(
        statement.recovered() == 0
            ? "nothing was missing"
            : Shillings.count(statement.recovered(), "payment recovered", "payments recovered"));
    add(parts, statement.known(), "known", "known");
    add(parts, statement.reversals(), "reversal", "reversals");
    add(parts, statement.movements(), "charge or transfer", "charges and transfers");
    add(parts, statement.quarantined(), "waits for a decision", "wait for a decision");
    add(parts, statement.skipped(), "not completed", "not completed");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, long count, String one, String many) {
    if (count > 0) {
      parts.add(Shillings.count(count, one, many));
    }
  }

  /** Whether what its rows add up to is what it says itself. */
  static String totals(Statement statement) {
    if (statement.totalsMatch() == null) {
      return "The file states no totals to check against.";
    }
    var sums =
        Shillings.exact(statement.paidInCents())
            + " in, "
            + Shillings.exact(statement.withdrawnCents())
            + " out";
    if (statement.totalsMatch()) {
      return "Totals match the statement: " + sums + ".";
    }
    return "Totals differ: the rows come to %s; the statement says %s in, %s out."
        .formatted(
            sums, stated(statement.statedPaidInCents()), stated(statement.statedWithdrawnCents()));
  }

  private static String stated(@Nullable Long cents) {
    return cents == null ? "nothing" : Shillings.exact(cents);
  }

  /** "1 Feb – 28 Feb 2026", or that it is not known. */
  public static String period(Statement statement, Clock clock) {
    if (statement.periodFrom() == null || statement.periodTo() == null) {
      return "Period unknown";
    }
    return range(statement, clock).dates();
  }

  static Range range(Statement statement, Clock clock) {
    var from = statement.periodFrom() == null ? statement.uploadedAt() : statement.periodFrom();
    var to = statement.periodTo() == null ? statement.uploadedAt() : statement.periodTo();
    return Range.custom(clock.day(from), clock.day(to));
  }

  /** Somebody's own statement, which is often taken for the business's. */
  static boolean isPersonal(Statement statement) {
    var detail = Names.clean(statement.detail()).toLowerCase(Locale.ROOT);
    return statement.isRefused()
        && (detail.contains("personal") || detail.contains("statement of a person"));
  }

  private static String rows(Statement statement) {
    return rows(statement.rows());
  }

  private static String rows(long rows) {
    return Shillings.count(rows, "row", "rows");
  }

  private Outcome() {}
}
