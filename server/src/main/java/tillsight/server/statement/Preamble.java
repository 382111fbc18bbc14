package tillsight.server.statement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a statement says of itself above its header. Labels and values may share a cell, stand side
 * by side, or have empty cells between them.
 *
 * @param shortCode the digits of the short code or till
 * @param account which account of it: utility, merchant, working, charges or settlement
 * @param to the first moment after the period
 * @param person whether it names a person's phone rather than a short code
 */
record Preamble(
    @Nullable String shortCode,
    @Nullable String account,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Long openingCents,
    @Nullable Long closingCents,
    @Nullable Long paidInCents,
    @Nullable Long withdrawnCents,
    boolean person,
    boolean organisation) {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Pattern SHORT_CODE = Pattern.compile("(?<!\\d)\\d{5,7}(?!\\d)");
  private static final Pattern TIMES =
      Pattern.compile(
          "(?<![\\d/-])(?:\\d{1,2}[-/]\\d{1,2}[-/]\\d{4}|\\d{4}[-/]\\d{1,2}[-/]\\d{1,2})"
              + "(?:[ T]+\\d{1,2}:\\d{2}(?::\\d{2})?)?");
  private static final List<String> ACCOUNTS =
      List.of("utility", "merchant", "working", "charges", "settlement");

  /** What a label may announce, each with the plain names that portals give it. */
  private enum Label {
    HOLDER("accountholder", "organizationname", "organisationname", "merchantname", "businessname"),
    SHORT_CODE(
        "shortcode",
        "businessshortcode",
        "paybill",
        "paybillnumber",
        "paybillno",
        "tillnumber",
        "tillno",
        "till",
        "merchanttill",
        "storenumber"),
    ACCOUNT("account", "accounttype", "accountname"),
    PERIOD("timeperiod", "statementperiod", "period", "daterange"),
    OPENING("openingbalance"),
    CLOSING("closingbalance"),
    AVAILABLE("availablebalance"),
    PAID_IN("totalpaidin"),
    WITHDRAWN("totalwithdrawn"),
    PERSON("customername", "mobilenumber", "phonenumber", "msisdn");

    private final Set<String> names;

    Label(String... names) {
      this.names = Set.of(names);
    }

    static @Nullable Label of(String text) {
      var plain = Column.plain(text);
      for (var label : values()) {
        if (label.names.contains(plain)) {
          return label;
        }
      }
      return null;
    }
  }

  static Preamble of(List<SheetRow> rows, int epochDays) {
    var values = new EnumMap<Label, Cell>(Label.class);
    var period = new ArrayList<WallTime>();
    for (var row : rows) {
      collect(row, values);
      if (period.isEmpty() && labels(row).contains(Label.PERIOD)) {
        period.addAll(times(row, epochDays));
      }
    }
    return new Preamble(
        shortCode(values),
        account(values),
        period.size() < 2 ? null : period.getFirst().at(),
        period.size() < 2 ? null : end(period.get(1)),
        cents(values, Label.OPENING),
        cents(values, Label.CLOSING),
        magnitude(cents(values, Label.PAID_IN)),
        magnitude(cents(values, Label.WITHDRAWN)),
        values.containsKey(Label.PERSON),
        values.containsKey(Label.SHORT_CODE) || values.containsKey(Label.HOLDER));
  }

  /** Whether payments arrive on it; the others only take what is moved to them. */
  static boolean takesPayments(@Nullable String account) {
    return account == null || account.equals("utility") || account.equals("merchant");
  }

  private static void collect(SheetRow row, Map<Label, Cell> values) {
    Label open = null;
    for (var cell : row.cells()) {
      var colon = cell.text().indexOf(':');
      var label = Label.of(colon < 0 ? cell.text() : cell.text().substring(0, colon));
      if (label != null) {
        open = label;
        var rest = colon < 0 ? "" : cell.text().substring(colon + 1).strip();
        if (!rest.isEmpty()) {
          values.putIfAbsent(label, Cell.text(rest));
          open = null;
        }
      } else if (open != null && !cell.isBlank()) {
        values.putIfAbsent(open, cell);
        open = null;
      }
    }
  }

  private static List<Label> labels(SheetRow row) {
    var labels = new ArrayList<Label>();
    for (var cell : row.cells()) {
      var colon = cell.text().indexOf(':');
      var label = Label.of(colon < 0 ? cell.text() : cell.text().substring(0, colon));
      if (label != null) {
        labels.add(label);
      }
    }
    return labels;
  }

  private static List<WallTime> times(SheetRow row, int epochDays) {
    var times = new ArrayList<WallTime>();
    for (var cell : row.cells()) {
      if (cell.kind() == Cell.Kind.NUMBER) {
        add(times, WallTime.of(cell, epochDays));
      }
      var found = TIMES.matcher(cell.text());
      while (found.find()) {
        add(times, WallTime.of(found.group()));
      }
    }
    return times;
  }

  private static void add(List<WallTime> times, @Nullable WallTime time) {
    if (time != null) {
      times.add(time);
    }
  }

  /** 23:59:59 is the last second of the period, and so is a whole day its last day. */
  private static Instant end(WallTime last) {
    if (last.dateOnly()) {
      return last.at().plus(DAY);
    }
    return last.at().getEpochSecond() % 60 == 59 ? last.at().plus(SECOND) : last.at();
  }

  private static @Nullable String shortCode(Map<Label, Cell> values) {
    var cell = values.get(Label.SHORT_CODE);
    if (cell == null) {
      return null;
    }
    var found = SHORT_CODE.matcher(cell.text());
    return found.find() ? found.group() : null;
  }

  private static @Nullable String account(Map<Label, Cell> values) {
    var cell = values.get(Label.ACCOUNT);
    var plain = cell == null ? "" : Column.plain(cell.text());
    return ACCOUNTS.stream().filter(plain::contains).findFirst().orElse(null);
  }

  private static @Nullable Long cents(Map<Label, Cell> values, Label label) {
    var cell = values.get(label);
    return cell == null ? null : Shillings.cents(cell);
  }

  private static @Nullable Long magnitude(@Nullable Long cents) {
    return cents == null ? null : Long.valueOf(Math.abs(cents));
  }
}
