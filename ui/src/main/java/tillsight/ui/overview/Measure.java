package tillsight.ui.overview;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tillsight.ui.chart.Unit;
import tillsight.ui.common.Shillings;

/** What the typical week can be told in. */
enum Measure {
  PAYMENTS("Payments", "Most payments", Unit.COUNT),
  AMOUNT("KES", "Most money", Unit.MONEY),
  AVERAGE("Average", "Largest payments", Unit.MONEY),
  CUSTOMERS("Customers", "Most customers", Unit.COUNT);

  private final String label;
  private final String best;
  private final Unit unit;

  Measure(String label, String best, Unit unit) {
    this.label = label;
    this.best = best;
    this.unit = unit;
  }

  static Optional<Measure> of(String key) {
    return Stream.of(values()).filter(measure -> measure.key().equals(key)).findFirst();
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String label() {
    return label;
  }

  String best() {
    return best;
  }

  Unit unit() {
    return unit;
  }

  String write(double value) {
    return unit == Unit.MONEY ? Shillings.whole(Math.round(value)) : Shillings.mean(value);
  }

  String writeBriefly(double value) {
    return unit == Unit.MONEY ? Shillings.brief(Math.round(value)) : Shillings.mean(value);
  }
}
