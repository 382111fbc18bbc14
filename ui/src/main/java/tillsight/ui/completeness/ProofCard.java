package tillsight.ui.completeness;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouterLink;
import java.util.Objects;
import java.util.stream.Collectors;
import tillsight.ui.client.Completeness;
import tillsight.ui.client.Completeness.Day;
import tillsight.ui.common.Address;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.State;

/** The completeness of a range among the other figures; a click leads to its evidence. */
public final class ProofCard extends Div {

  private final RouterLink open = new RouterLink(Share.NAME, CompletenessView.class);
  private final Span value = new Span();
  private final Span until = new Span();
  private final Span missing = new Span();

  public ProofCard() {
    addClassNames("kpi", "kpi-completeness");
    open.addClassName("kpi-label");
    value.addClassName("kpi-value");
    value.add(State.skeleton("skeleton-value"));
    var head = new Div(open, Share.definition());
    head.addClassName("kpi-head");
    var figures = new Div(value);
    figures.addClassName("kpi-figures");
    var moved = new Div(until);
    moved.addClassName("kpi-moved");
    var course = new Div(moved);
    course.addClassName("kpi-course");
    var extra = new Div(missing);
    extra.addClassName("kpi-extra");
    add(head, figures, course, extra);
  }

  public void show(Completeness proof, Filter filter, Clock clock) {
    open.setQueryParameters(Address.of(filter));
    value.setText(Share.of(proof));
    until.setText(until(proof, clock));
    var cents = proof.items().stream().mapToLong(day -> Math.abs(day.unexplainedCents())).sum();
    var bad = cents > 0 || proof.unexplained() > 0;
    missing.setText(
        !bad
            ? "Nothing unexplained"
            : cents > 0
                ? Shillings.exact(cents) + " unexplained"
                : Shillings.count(proof.unexplained()) + " unexplained");
    missing.setClassName("kpi-missing", bad);
  }

  /** There is no answer for these days and tills. */
  public void unknown() {
    value.setText("–");
    until.setText("");
    missing.setText("");
  }

  public String value() {
    return value.getText();
  }

  /** The till that is proven least far speaks for all that took anything. */
  private static String until(Completeness proof, Clock clock) {
    var active =
        proof.items().stream()
            .filter(day -> day.payments() > 0)
            .map(Day::till)
            .collect(Collectors.toSet());
    var tills = proof.tills().stream().filter(till -> active.contains(till.till())).toList();
    var unproven = tills.stream().filter(till -> till.provenUntil() == null).count();
    if (unproven > 0) {
      return Shillings.count(unproven, "till is", "tills are") + " not proven yet";
    }
    return tills.stream()
        .map(Completeness.Proof::provenUntil)
        .filter(Objects::nonNull)
        .sorted()
        .findFirst()
        .map(instant -> "Proven until " + clock.brief(instant))
        .orElse("");
  }
}
