package tillsight.server.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A simulated business and everything that is paid to it.
 *
 * <p>All of it follows from the seed and the profile: any range of time yields the same payments as
 * a longer one would, so history and live trade join without a seam. Safe for use by several
 * threads.
 */
public final class Shop {

  /** Most payments a second that {@link #rush} can tell apart by their receipts. */
  public static final double RUSH_A_SECOND_MAX = 400_000;

  private static final int DAYS_KEPT_MAX = Reversals.DAYS_MAX + 2;

  private final Profile profile;
  private final Visits visits;
  private final Reversals reversals;
  private final Books books;
  private final Map<LocalDate, List<SimulatedPayment>> days =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<LocalDate, List<SimulatedPayment>> eldest) {
          return size() > DAYS_KEPT_MAX;
        }
      };

  public Shop(long seed, Profile profile) {
    this.profile = profile;
    visits = new Visits(seed, profile);
    reversals = new Reversals(seed, profile.reversed());
    books = new Books(seed, profile);
  }

  public Profile profile() {
    return profile;
  }

  /** Everything paid in {@code [from, to)}, oldest first, made while it is read. */
  public Stream<SimulatedPayment> between(Instant from, Instant to) {
    return within(from, to, this::payments, SimulatedPayment::paidAt);
  }

  /** The reversals made in {@code [from, to)}, oldest first, whenever their payments were. */
  public Stream<SimulatedReversal> reversals(Instant from, Instant to) {
    return within(from, to, date -> reversals.on(date, this::visits), SimulatedReversal::at);
  }

  /**
   * Payments by this shop's customers at an even pace from a moment on, without end: a load, not a
   * day's trade. Their receipts differ from all those of {@link #between}.
   */
  public Stream<SimulatedPayment> rush(Instant from, double aSecond) {
    if (!(aSecond > 0 && aSecond <= RUSH_A_SECOND_MAX)) {
      throw new IllegalArgumentException(
          "the rate must be above 0 and at most %.0f a second, not %s"
              .formatted(RUSH_A_SECOND_MAX, aSecond));
    }
    var start = LocalDateTime.ofInstant(from, Visits.NAIROBI);
    var regulars = new HashMap<LocalDate, List<Shopper>>();
    var balances = new HashMap<String, Long>();
    return LongStream.iterate(0, n -> n + 1)
        .mapToObj(n -> start.plusNanos((long) (n * (1e9 / aSecond))))
        .map(at -> visits.at(at, regulars.computeIfAbsent(at.toLocalDate(), visits::regulars)))
        .map(
            payment ->
                payment.withBalance(
                    balances.merge(payment.shortCode(), payment.amountCents(), Long::sum)));
  }

  /** One payment more, made at this very moment; its balance is blank. */
  public SimulatedPayment passerBy(Instant at) {
    var moment = LocalDateTime.ofInstant(at, Visits.NAIROBI);
    return visits.at(moment, visits.regulars(moment.toLocalDate()));
  }

  private static <T> Stream<T> within(
      Instant from, Instant to, Function<LocalDate, List<T>> day, Function<T, Instant> time) {
    if (!from.isBefore(to)) {
      return Stream.empty();
    }
    var last = to.minusNanos(1).atOffset(Visits.NAIROBI).toLocalDate();
    return from.atOffset(Visits.NAIROBI)
        .toLocalDate()
        .datesUntil(last.plusDays(1))
        .flatMap(date -> day.apply(date).stream())
        .dropWhile(item -> time.apply(item).isBefore(from))
        .takeWhile(item -> time.apply(item).isBefore(to));
  }

  private List<SimulatedPayment> payments(LocalDate date) {
    return books.close(date, visits(date), reversals.on(date, this::visits));
  }

  private synchronized List<SimulatedPayment> visits(LocalDate date) {
    var known = days.get(date);
    if (known == null) {
      known = visits.on(date);
      days.put(date, known);
    }
    return known;
  }
}
