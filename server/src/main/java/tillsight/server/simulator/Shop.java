package tillsight.server.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
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
  private static final LocalTime SETTLEMENTS_BEGIN = LocalTime.of(23, 10);
  private static final int SETTLEMENT_SECONDS = 37;
  // Below the numbers of reversals, above any place a day's payment can have.
  private static final int SETTLEMENT_PLACE = 50_000_000;

  private final long seed;
  private final Profile profile;
  private final Visits visits;
  private final Reversals reversals;
  private final ReceiptNumbers receipts;
  private final Map<LocalDate, List<SimulatedPayment>> days =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<LocalDate, List<SimulatedPayment>> eldest) {
          return size() > DAYS_KEPT_MAX;
        }
      };

  public Shop(long seed, Profile profile) {
    this.seed = seed;
    this.profile = profile;
    visits = new Visits(seed, profile);
    reversals = new Reversals(seed, profile.reversed());
    receipts = new ReceiptNumbers(seed);
  }

  long seed() {
    return seed;
  }

  public Profile profile() {
    return profile;
  }

  /**
   * Everything that is going to happen to the shop's accounts in {@code [from, to)}, oldest first,
   * made while it is read. At midnight each account holds its float, so books of any day can be
   * begun there.
   */
  public Stream<Planned> plan(Instant from, Instant to) {
    return within(from, to, this::plan, Planned::at);
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
   * day's trade. Their receipts differ from all those of {@link #between}; their balances are
   * blank.
   */
  public Stream<SimulatedPayment> rush(Instant from, double aSecond) {
    if (!(aSecond > 0 && aSecond <= RUSH_A_SECOND_MAX)) {
      throw new IllegalArgumentException(
          "the rate must be above 0 and at most %.0f a second, not %s"
              .formatted(RUSH_A_SECOND_MAX, aSecond));
    }
    var start = LocalDateTime.ofInstant(from, WallTime.NAIROBI);
    var regulars = new HashMap<LocalDate, List<Shopper>>();
    return LongStream.iterate(0, n -> n + 1)
        .mapToObj(n -> start.plusNanos((long) (n * (1e9 / aSecond))))
        .map(at -> visits.at(at, regulars.computeIfAbsent(at.toLocalDate(), visits::regulars)));
  }

  /** One payment more, made at this very moment; its balance is blank. */
  public SimulatedPayment passerBy(Instant at) {
    var moment = LocalDateTime.ofInstant(at, WallTime.NAIROBI);
    return visits.at(moment, visits.regulars(moment.toLocalDate()));
  }

  private static <T> Stream<T> within(
      Instant from, Instant to, Function<LocalDate, List<T>> day, Function<T, Instant> time) {
    if (!from.isBefore(to)) {
      return Stream.empty();
    }
    var last = to.minusNanos(1).atOffset(WallTime.NAIROBI).toLocalDate();
    return from.atOffset(WallTime.NAIROBI)
        .toLocalDate()
        .datesUntil(last.plusDays(1))
        .flatMap(date -> day.apply(date).stream())
        .dropWhile(item -> time.apply(item).isBefore(from))
        .takeWhile(item -> time.apply(item).isBefore(to));
  }

  private List<SimulatedPayment> payments(LocalDate date) {
    var mpesa = Mpesa.withoutMemory(this);
    return mpesa
        .carryOut(plan(date).stream(), _ -> true)
        .filter(Movement::isIncoming)
        .map(Movement::payment)
        .toList();
  }

  private List<Planned> plan(LocalDate date) {
    var plan = new ArrayList<Planned>();
    visits(date).forEach(payment -> plan.add(new Planned.Payment(payment)));
    reversals.on(date, this::visits).forEach(undone -> plan.add(new Planned.Reversal(undone)));
    settle(date, plan);
    // What happens at the same moment stays in this order.
    plan.sort(Comparator.comparing(Planned::at));
    return plan;
  }

  /** Tills first, so that their head offices have the day's takings when their turn comes. */
  private void settle(LocalDate date, List<Planned> plan) {
    var outlets =
        Stream.concat(
                profile.outlets().stream()
                    .sorted(Comparator.comparing(outlet -> outlet.headOffice() == null)),
                profile.headOffices())
            .toList();
    var at = date.atTime(SETTLEMENTS_BEGIN).toInstant(WallTime.NAIROBI);
    for (var place = 0; place < outlets.size(); place++) {
      at = at.plusSeconds(SETTLEMENT_SECONDS);
      var receipt = receipts.ofPayment(date, SETTLEMENT_PLACE + place);
      plan.add(new Planned.Settlement(at, receipt, outlets.get(place).code()));
    }
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
