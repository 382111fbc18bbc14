package tillsight.ui.completeness;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.ToLongFunction;
import tillsight.ui.client.Completeness;
import tillsight.ui.client.Completeness.Day;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Dates;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.State;
import tillsight.ui.common.TillNames;

/** The answer of the page in ten seconds: the sentence, where to look, and five counts. */
final class AssuranceCard extends Section {

  private static final int LINKS_MAX = 6;

  private final Div answer = new Div();
  private final Div counts = new Div();

  AssuranceCard() {
    addClassNames("card", "assurance");
    answer.addClassName("assurance-answer");
    answer.add(State.skeleton("skeleton-block"));
    counts.addClassName("assurance-counts");
    add(answer, counts);
  }

  void show(Completeness proof, Filter filter, TillNames names, Clock clock) {
    var assurance = Assurance.of(proof, filter.range(), names, clock);
    var sentence = new H2(assurance.sentence());
    sentence.getElement().setAttribute("role", "status");
    var words = new Div(sentence);
    words.addClassName("assurance-words");
    if (!assurance.rest().isEmpty()) {
      words.add(new Paragraph(assurance.rest()));
    }
    addWhere(words, proof, filter, names);
    answer.removeAll();
    answer.add(mark(assurance.tone()), words, share(proof));
    showCounts(proof);
  }

  private static Component mark(Assurance.Tone tone) {
    var icon =
        switch (tone) {
          case PROVEN -> Icon.CHECK;
          case GAP -> Icon.WARNING;
          case OPEN -> Icon.WAIT;
          case NONE -> Icon.EMPTY;
        };
    var mark = new Div(icon.draw());
    mark.addClassNames("assurance-mark", "assurance-" + tone.name().toLowerCase(Locale.ROOT));
    return mark;
  }

  /** The days that somebody should look at, newest first. */
  private static void addWhere(Div words, Completeness proof, Filter filter, TillNames names) {
    var gaps =
        proof.items().stream()
            .filter(Day::isGap)
            .sorted(Comparator.comparing(Day::date).reversed())
            .toList();
    if (gaps.isEmpty()) {
      return;
    }
    var where = new Div();
    where.addClassName("assurance-where");
    for (var day : gaps.subList(0, Math.min(gaps.size(), LINKS_MAX))) {
      var text = names.full(day.till()) + ", " + Dates.weekday(day.date());
      where.add(new DayLink(text, new TillDay(day.till(), day.date()), filter));
    }
    if (gaps.size() > LINKS_MAX) {
      where.add(new Span("and " + (gaps.size() - LINKS_MAX) + " more, marked below"));
    }
    words.add(where);
  }

  private static Component share(Completeness proof) {
    var label = new Div(new Span(Share.NAME), Share.definition());
    label.addClassName("assurance-label");
    var value = new Span(Share.of(proof));
    value.addClassName("assurance-share");
    var matched =
        new Span(
            Shillings.count(proof.matched())
                + " of "
                + Shillings.count(proof.matched() + proof.recovered() + proof.unexplained())
                + " came by themselves");
    matched.addClassName("assurance-of");
    matched.setVisible(proof.completeness() != null);
    var share = new Div(label, value, matched);
    share.addClassName("assurance-figure");
    return share;
  }

  private void showCounts(Completeness proof) {
    counts.removeAll();
    var unexplained = sum(proof, Day::unexplained);
    var cents = sum(proof, day -> Math.abs(day.unexplainedCents()));
    var conflicts = sum(proof, Day::conflicts);
    counts.add(
        count("Received", sum(proof, Day::received), "as they happened", ""),
        count("Recovered by Pull", sum(proof, Day::recoveredByPull), "from Safaricom's list", ""),
        count(
            "Recovered by statement",
            sum(proof, Day::recoveredByStatement),
            "from the portal's export",
            ""),
        count(
            "Unexplained",
            unexplained,
            cents == 0 ? "nothing is missing" : Shillings.exact(cents),
            cents == 0 && unexplained == 0 ? "" : "count-bad"),
        count(
            "Contradictions",
            conflicts,
            conflicts == 0 ? "all reports agree" : "wait for a decision",
            conflicts == 0 ? "" : "count-warn"));
  }

  private static Component count(String term, long number, String note, String tone) {
    var label = new Span(term);
    label.addClassName("count-term");
    var value = new Span(Shillings.count(number));
    value.addClassName("count-value");
    var words = new Span(note);
    words.addClassName("count-note");
    var count = new Div(label, value, words);
    count.addClassName("count-figure");
    if (!tone.isEmpty()) {
      count.addClassName(tone);
    }
    return count;
  }

  private static long sum(Completeness proof, ToLongFunction<Day> figure) {
    return proof.items().stream().mapToLong(figure).sum();
  }
}
