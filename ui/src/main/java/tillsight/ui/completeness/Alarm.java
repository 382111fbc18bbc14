package tillsight.ui.completeness;

import com.vaadin.flow.router.RouterLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Completeness;
import tillsight.ui.client.Completeness.Day;
import tillsight.ui.common.Address;
import tillsight.ui.common.Dates;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.TillNames;

/** Something about the proof that wants somebody's eye, in one sentence. */
public record Alarm(String sentence, @Nullable Day day) {

  /** Money that nothing explains, till by till, and whatever hinders the Pull. */
  public static List<Alarm> of(Completeness proof, TillNames names) {
    var alarms = new ArrayList<Alarm>();
    var byTill = new LinkedHashMap<String, List<Day>>();
    proof.items().stream()
        .filter(day -> day.unexplained() > 0 || day.unexplainedCents() != 0)
        .sorted(Comparator.comparing(Day::date).reversed())
        .forEach(day -> byTill.computeIfAbsent(day.till(), _ -> new ArrayList<>()).add(day));
    byTill.values().forEach(days -> alarms.add(unexplained(days, names)));
    var byAlert = new LinkedHashMap<String, List<String>>();
    for (var till : proof.tills()) {
      if (till.alert() != null) {
        byAlert.computeIfAbsent(till.alert(), _ -> new ArrayList<>()).add(till.till());
      }
    }
    byAlert.forEach((alert, tills) -> alarms.add(new Alarm(who(tills, names) + alert, null)));
    return alarms;
  }

  /** Where to look. */
  public RouterLink link(Filter filter) {
    if (day != null) {
      return new DayLink("Look", new TillDay(day.till(), day.date()), filter);
    }
    var link = new RouterLink("Look", CompletenessView.class);
    link.setQueryParameters(Address.of(filter));
    return link;
  }

  private static Alarm unexplained(List<Day> days, TillNames names) {
    var newest = days.getFirst();
    var cents = days.stream().mapToLong(day -> Math.abs(day.unexplainedCents())).sum();
    var payments = days.stream().mapToLong(Day::unexplained).sum();
    var what =
        cents == 0
            ? Shillings.count(payments, "payment is", "payments are")
            : Shillings.exact(cents) + " is";
    var when = days.size() == 1 ? Dates.weekday(newest.date()) : "on " + days.size() + " days";
    return new Alarm(
        what + " unexplained at " + names.full(newest.till()) + ", " + when + ".", newest);
  }

  private static String who(List<String> tills, TillNames names) {
    return (tills.size() == 1 ? names.full(tills.getFirst()) : tills.size() + " tills") + ": ";
  }
}
