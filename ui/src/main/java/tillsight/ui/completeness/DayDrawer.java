package tillsight.ui.completeness;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tillsight.ui.chart.Calendar;
import tillsight.ui.client.Completeness.Day;
import tillsight.ui.client.DayProof;
import tillsight.ui.client.Finding;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.common.Dates;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Drawer;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.State;
import tillsight.ui.common.TillNames;
import tillsight.ui.security.Role;
import tillsight.ui.statement.StatementsView;

/** One day of one till at the side of the calendar: its figures, its witnesses, its findings. */
final class DayDrawer extends Drawer {

  private final Desk desk;

  DayDrawer(Desk desk) {
    super("Day");
    this.desk = desk;
    addClassName("drawer-wide");
  }

  void trouble(ServerTrouble trouble) {
    fill(
        trouble instanceof ServerTrouble.Refused refused && refused.isUnknown()
            ? new State(
                Icon.EMPTY,
                "Nothing known of this day",
                "There is no such till, or the day is not over yet. Choose another square.")
            : State.of(trouble, "This day"));
  }

  void show(DayProof proof, TillNames names, Filter filter) {
    var day = proof.day();
    setHeaderTitle(new TillDay(day.till(), day.date()).title(names));
    var parts = new ArrayList<Component>();
    parts.add(head(day));
    if (day.unexplained() > 0 || day.unexplainedCents() != 0) {
      parts.add(ask(day, "it will explain what is missing."));
    } else if (day.isOpen() && day.date().isBefore(desk.clock().today())) {
      parts.add(ask(day, "it proves the day."));
    }
    parts.addAll(List.of(figures(day), new H3("Who vouches for this day"), new Witnesses(day)));
    parts.addAll(List.of(new H3("What was found"), findings(proof.findings(), filter)));
    addFold(
        parts,
        "Pull runs that cover this day",
        proof.pulls().stream().map(run -> Sources.pull(run, desk.clock())).toList());
    addFold(
        parts,
        "Statements that cover this day",
        proof.statements().stream()
            .map(one -> Sources.statement(one, desk.clock(), mayOpenStatements()))
            .toList());
    fill(parts.toArray(Component[]::new));
  }

  private Div head(Day day) {
    var mark = Words.mark(day);
    var words =
        switch (mark) {
          case GAP ->
              day.unexplained() > 0 || day.unexplainedCents() != 0
                  ? Words.unexplained(day) + " unexplained"
                  : Shillings.count(day.conflicts(), "contradiction", "contradictions");
          case NONE -> "No payments";
          case PROVEN, OPEN -> Shillings.count(day.payments(), "payment", "payments");
        };
    var amount = new Span(words);
    amount.addClassName("drawer-amount");
    var tone =
        mark == Calendar.Mark.PROVEN
            ? "badge-yes"
            : mark == Calendar.Mark.GAP ? "badge-reversed" : "badge-none";
    var outcome = mark == Calendar.Mark.GAP ? "Not proven" : Words.outcome(day, desk.clock());
    var badge = new Span(outcome);
    badge.addClassNames("badge", tone);
    var head = new Div(amount, badge);
    head.addClassName("drawer-head");
    return head;
  }

  /** What somebody can do, with the way to it if it is theirs. */
  private Component ask(Day day, String why) {
    var what = "portal statement of " + Dates.spoken(day.date()) + ": " + why;
    var ask = new Div();
    ask.addClassName("ask");
    if (desk.is(Role.OWNER, Role.OPERATOR)) {
      var link = new RouterLink("Upload a statement", StatementsView.class);
      link.setQueryParameters(QueryParameters.of("till", day.till()));
      link.addClassName("tool-button");
      ask.add(new Paragraph("Upload the " + what), link);
    } else {
      ask.add(new Paragraph("Ask an owner or operator to upload the " + what));
    }
    return ask;
  }

  private DescriptionList figures(Day day) {
    var facts = new DescriptionList();
    facts.addClassName("facts");
    var money = desk.is(Role.OPERATOR) ? "" : " · " + Shillings.whole(day.grossCents());
    fact(facts, "Payments", Shillings.count(day.payments()) + money);
    fact(facts, "Received", Shillings.count(day.received()) + " as they happened");
    fact(facts, "Recovered", day.recovered() == 0 ? "None" : Words.recovered(day));
    if (day.isGap()) {
      fact(facts, "Unexplained", day.unexplained() == 0 ? "None" : Words.unexplained(day));
      fact(facts, "Contradictions", day.conflicts() == 0 ? "None" : "" + day.conflicts());
    }
    if (day.reversals() > 0) {
      fact(facts, "Reversals", Shillings.count(day.reversals()));
    }
    if (day.settlements() > 0) {
      fact(facts, "Settlements", Shillings.count(day.settlements()) + ", not counted as takings");
    }
    return facts;
  }

  private Component findings(List<Finding> findings, Filter filter) {
    if (findings.isEmpty()) {
      var quiet = new Paragraph("Nothing out of the ordinary.");
      quiet.addClassName("note");
      return quiet;
    }
    var list = new Div();
    list.addClassName("findings");
    findings.stream()
        .sorted(Comparator.comparing(Finding::at))
        .forEach(finding -> list.add(new FindingRow(finding, desk, filter)));
    return list;
  }

  private boolean mayOpenStatements() {
    return desk.is(Role.OWNER, Role.AUDITOR, Role.OPERATOR);
  }

  private static void addFold(List<Component> parts, String title, List<Component> lines) {
    if (!lines.isEmpty()) {
      var content = new Div();
      lines.forEach(content::add);
      var fold = new NativeDetails(title + " (" + lines.size() + ")", content);
      fold.addClassName("fold");
      parts.add(fold);
    }
  }

  private static void fact(DescriptionList facts, String term, String text) {
    facts.add(new DescriptionList.Term(term), new DescriptionList.Description(text));
  }
}
