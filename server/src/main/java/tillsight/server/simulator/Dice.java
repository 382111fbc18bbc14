package tillsight.server.simulator;

import java.util.Arrays;

/**
 * Chance that can be asked again: the same seed and subject always fall the same way.
 *
 * <p>Every shopper and day has dice of its own, so a day comes out the same whether it is reached
 * from yesterday or asked for alone.
 */
public final class Dice {

  /** What is being decided, so that no two decisions share their numbers. */
  public enum Subject {
    ARRIVAL,
    SHOPPER,
    VISIT,
    DUE_DATE,
    PASSER_BY,
    WEATHER,
    TRANSFER,
    REVERSAL,
    RUSH,
    PAYER_FORM,
    DELIVERY,
    DARKNESS,
    TAMPERING,
    UNDOING,
    SWEEP,
    STATEMENT,
    SERIAL,
    GATEWAY,
    RESULT,
    PUSH,
    KEY,
    ACCOUNT;

    private final long salt = name().hashCode();
  }

  private static final long STEP = 0x9E3779B97F4A7C15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  public static Dice of(long seed, Subject subject, long a, long b) {
    var state = mix(seed + STEP * subject.salt);
    state = mix(state + STEP * a);
    return new Dice(mix(state + STEP * b));
  }

  /** Dice for a thing known by its text, such as a receipt. */
  public static Dice of(long seed, Subject subject, String text) {
    var hash = 0L;
    for (var i = 0; i < text.length(); i++) {
      hash = hash * 0x100000001B3L + text.charAt(i);
    }
    return of(seed, subject, hash, text.length());
  }

  /** Evenly in [0, 1). */
  public double share() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  public boolean falls(double probability) {
    return share() < probability;
  }

  /** Evenly in [0, limit). */
  public int below(int limit) {
    return (int) (share() * limit);
  }

  /** Evenly in [from, to). */
  double between(double from, double to) {
    return from + share() * (to - from);
  }

  double gaussian() {
    return Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share());
  }

  double exponential(double mean) {
    return -mean * Math.log(1 - share());
  }

  /** Gamma with the given shape and mean (Marsaglia and Tsang). */
  double gamma(double shape, double mean) {
    return gamma(shape) * mean / shape;
  }

  int poisson(double mean) {
    // Knuth's product underflows for large means, where the normal is as good.
    if (mean > 50) {
      return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * gaussian()));
    }
    var limit = Math.exp(-mean);
    var count = 0;
    for (var product = share(); product > limit; product *= share()) {
      count++;
    }
    return count;
  }

  /** An index, each with the weight that its step in the running totals has. */
  int pick(double[] totals) {
    var place = Arrays.binarySearch(totals, share() * totals[totals.length - 1]);
    return Math.min(place < 0 ? -place - 1 : place + 1, totals.length - 1);
  }

  static double[] totals(double... weights) {
    var totals = weights.clone();
    Arrays.parallelPrefix(totals, Double::sum);
    return totals;
  }

  private double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * Math.pow(1 - share(), 1 / shape);
    }
    var d = shape - 1.0 / 3;
    var c = 1 / Math.sqrt(9 * d);
    while (true) {
      var x = gaussian();
      var v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(1 - share()) < x * x / 2 + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }

  private long next() {
    state += STEP;
    return mix(state);
  }

  /** SplitMix64's finalizer. */
  private static long mix(long value) {
    var z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
