package tillsight.ui.overview;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tillsight.ui.chart.Trend;
import tillsight.ui.chart.Unit;
import tillsight.ui.client.Payment;
import tillsight.ui.client.Trends;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Delta;
import tillsight.ui.common.Shillings;

/** Today hour by hour, and the same weekday a week ago. */
record Day(List<Hour> hours, @Nullable List<Hour> lastWeek, Clock clock) {

  private static final int HOURS = 24;

  /** What one hour of the clock took. */
  record Hour(long payments, long grossCents) {}

  static Day of(Trends today, @Nullable Trends lastWeek, Clock clock) {
    return new Day(byHour(today, clock), lastWeek == null ? null : byHour(lastWeek, clock), clock);
  }

  private static List<Hour> byHour(Trends trends, Clock clock) {
    var payments = new long[HOURS];
    var gross = new long[HOURS];
    for (var point : trends.points()) {
      var hour = point.start().atZone(clock.zone()).getHour();
      payments[hour] += point.payments();
      gross[hour] += point.grossCents();
    }
    return IntStream.range(0, HOURS).mapToObj(h -> new Hour(payments[h], gross[h])).toList();
  }

  Day plus(Payment payment) {
    var more = new ArrayList<>(hours);
    var at = payment.paidAt().atZone(clock.zone()).getHour();
    var hour = more.get(at);
    more.set(at, new Hour(hour.payments() + 1, hour.grossCents() + payment.amountCents()));
    return new Day(more, lastWeek, clock);
  }

  long payments() {
    return hours.stream().mapToLong(Hour::payments).sum();
  }

  long grossCents() {
    return hours.stream().mapToLong(Hour::grossCents).sum();
  }

  /** Against the same part of the day a week ago; the running hour counts by its minutes. */
  @Nullable Delta delta() {
    if (lastWeek == null) {
      return null;
    }
    var time = clock.now().atZone(clock.zone());
    var before = 0.0;
    var payments = 0L;
    for (var h = 0; h <= time.getHour(); h++) {
      var share = h < time.getHour() ? 1 : time.getMinute() / 60.0;
      before += lastWeek.get(h).grossCents() * share;
      payments += Math.round(lastWeek.get(h).payments() * share);
    }
    return Delta.of((double) grossCents(), before, payments, false);
  }

  Trend trend() {
    return new Trend(
        Trend.Shape.DAY, Unit.MONEY, IntStream.range(0, HOURS).mapToObj(this::point).toList());
  }

  String finding() {
    var delta = delta();
    return "Today so far: %s in %s payments%s."
        .formatted(
            Shillings.whole(grossCents()),
            Shillings.count(payments()),
            delta == null ? "" : ", " + delta.spoken() + " on the same weekday last week");
  }

  private Trend.Point point(int hour) {
    var now = clock.now().atZone(clock.zone()).getHour();
    var hours24 = "%02d:00–%02d:00".formatted(hour, hour + 1);
    var tip = new StringBuilder(hours24);
    if (hour <= now) {
      tip.append(hour == now ? " (so far)" : "").append("\nToday: ").append(words(hours.get(hour)));
    }
    if (lastWeek != null) {
      tip.append("\nLast week: ").append(words(lastWeek.get(hour)));
    }
    return new Trend.Point(
        "%02d".formatted(hour),
        hour <= now ? (double) hours.get(hour).grossCents() : null,
        lastWeek == null ? null : (double) lastWeek.get(hour).grossCents(),
        hour < now,
        tip.toString());
  }

  private static String words(Hour hour) {
    return Shillings.whole(hour.grossCents()) + " in " + Shillings.count(hour.payments());
  }
}
