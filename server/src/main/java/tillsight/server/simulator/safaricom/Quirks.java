package tillsight.server.simulator.safaricom;

import static java.util.stream.Collectors.joining;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The quirks with which Daraja is played.
 *
 * @param values of those that differ from their defaults
 */
public record Quirks(Map<Quirk, Double> values, PullClock pullClock, PullPayer pullPayer) {

  /** Those that are known from production, and no trouble besides. */
  public static final Quirks DEFAULT =
      new Quirks(Map.of(), PullClock.NAIROBI_AS_Z, PullPayer.MASKED);

  private static final String REMEDY =
      "; write a list such as page-size=50,offset-ignored,pull-clock=utc, of "
          + Stream.of(Quirk.values()).map(Quirk::word).collect(joining(", "))
          + ", pull-clock ("
          + Stream.of(PullClock.values()).map(PullClock::word).collect(joining(", "))
          + ") and pull-payer ("
          + Stream.of(PullPayer.values()).map(PullPayer::word).collect(joining(", "))
          + ")";

  public Quirks {
    values = Map.copyOf(values);
    if (values.values().stream().anyMatch(value -> !(value >= 0))) {
      throw new IllegalArgumentException("a quirk's value must not be negative" + REMEDY);
    }
    if (values.getOrDefault(Quirk.PAGE_SIZE, 1.0) < 1) {
      throw new IllegalArgumentException("page-size must be 1 or more" + REMEDY);
    }
  }

  /** Reads a list; a quirk without a value is on, and what is missing keeps its default. */
  public static Quirks parse(String text) {
    var quirks = DEFAULT;
    for (var item : text.isBlank() ? new String[0] : text.split(",", -1)) {
      var sign = item.indexOf('=');
      var name = (sign < 0 ? item : item.substring(0, sign)).strip();
      quirks = quirks.with(name, sign < 0 ? "1" : item.substring(sign + 1).strip());
    }
    return quirks;
  }

  public Quirks with(Quirk quirk, double value) {
    var other = new EnumMap<Quirk, Double>(Quirk.class);
    other.putAll(values);
    other.put(quirk, value);
    return new Quirks(other, pullClock, pullPayer);
  }

  public Quirks with(Quirk quirk, boolean on) {
    return with(quirk, on ? 1 : 0);
  }

  public Quirks withPullClock(PullClock other) {
    return new Quirks(values, other, pullPayer);
  }

  public Quirks withPullPayer(PullPayer other) {
    return new Quirks(values, pullClock, other);
  }

  public double value(Quirk quirk) {
    return values.getOrDefault(quirk, quirk.otherwise());
  }

  public boolean isOn(Quirk quirk) {
    return value(quirk) > 0;
  }

  private Quirks with(String name, String value) {
    try {
      return switch (name) {
        case "pull-clock" -> withPullClock(PullClock.valueOf(constant(value)));
        case "pull-payer" -> withPullPayer(PullPayer.valueOf(constant(value)));
        default -> with(Quirk.valueOf(constant(name)), Double.parseDouble(value));
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s=%s' is no quirk of Daraja%s".formatted(name, value, REMEDY), e);
    }
  }

  private static String constant(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
