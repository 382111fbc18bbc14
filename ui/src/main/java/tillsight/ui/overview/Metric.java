package tillsight.ui.overview;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tillsight.ui.chart.Trend;
import tillsight.ui.chart.Unit;
import tillsight.ui.client.Summary;
import tillsight.ui.client.Trends;
import tillsight.ui.common.Shillings;

/** The figures of the first page: what each is called, means, and how it is worked out. */
enum Metric {
  GROSS(
      "Gross",
      "All revenue payments of the range.",
      "Sum of the payments to your tills; withdrawals and settlements are left out."),
  NET(
      "Net",
      "What stays after money went back and fees were taken.",
      "Gross − reversals − fees. Fees count once a tariff is set."),
  PAYMENTS(
      "Payments",
      "How many revenue payments came in.",
      "Each receipt counts once, however often M-PESA repeats it."),
  AVERAGE("Average payment", "What one payment brings on average.", "Gross ÷ payments."),
  CUSTOMERS(
      "Customers",
      "Different payers seen in the range. New: their first payment ever is in it.",
      "Payers known by number or hash count exactly, masked ones approximately."),
  REPEAT(
      "Repeat rate",
      "The share of customers who had paid before this range.",
      "Returning ÷ all identified customers."),
  REVERSALS(
      "Reversals",
      "Payments that went back, in full or in part.",
      "Counted on the day the money went back.");

  private final String label;
  private final String meaning;
  private final String formula;

  Metric(String label, String meaning, String formula) {
    this.label = label;
    this.meaning = meaning;
    this.formula = formula;
  }

  static Optional<Metric> of(String key) {
    return Stream.of(values())
        .filter(metric -> metric.key().equals(key) && metric.isPlotted())
        .findFirst();
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String label() {
    return label;
  }

  String meaning() {
    return meaning;
  }

  String formula() {
    return formula;
  }

  double of(Summary summary) {
    return switch (this) {
      case GROSS -> summary.grossCents();
      case NET -> summary.netCents();
      case PAYMENTS -> summary.payments();
      case AVERAGE -> summary.averageCents();
      case CUSTOMERS -> summary.customers();
      case REPEAT -> summary.repeatRate();
      case REVERSALS -> summary.reversals();
    };
  }

  /** Whether the server knows its course over time. */
  boolean isPlotted() {
    return switch (this) {
      case GROSS, PAYMENTS, AVERAGE, CUSTOMERS -> true;
      case NET, REPEAT, REVERSALS -> false;
    };
  }

  boolean isUpBad() {
    return this == REVERSALS;
  }

  Unit unit() {
    return switch (this) {
      case GROSS, NET, AVERAGE -> Unit.MONEY;
      case PAYMENTS, CUSTOMERS, REPEAT, REVERSALS -> Unit.COUNT;
    };
  }

  Trend.Shape shape() {
    return this == GROSS ? Trend.Shape.BARS : Trend.Shape.LINE;
  }

  /** The value of one bucket. */
  double of(Trends.Point point) {
    return switch (this) {
      case GROSS, NET -> point.grossCents();
      case PAYMENTS, REPEAT, REVERSALS -> point.payments();
      case AVERAGE -> point.payments() == 0 ? 0 : (double) point.grossCents() / point.payments();
      case CUSTOMERS -> point.customers();
    };
  }

  String write(double number) {
    return switch (this) {
      case GROSS, NET, AVERAGE -> Shillings.whole(Math.round(number));
      case REPEAT -> Shillings.percent(number);
      case PAYMENTS, CUSTOMERS, REVERSALS -> Shillings.count(Math.round(number));
    };
  }

  String writeBriefly(double number) {
    return switch (this) {
      case GROSS, NET, AVERAGE -> Shillings.brief(Math.round(number));
      case REPEAT, PAYMENTS, CUSTOMERS, REVERSALS -> write(number);
    };
  }
}
