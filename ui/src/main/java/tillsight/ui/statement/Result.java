package tillsight.ui.statement;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.List;
import java.util.Set;
import tillsight.ui.client.Statement;
import tillsight.ui.common.Address;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Compare;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Mark;
import tillsight.ui.common.Names;

/** What came of one statement: the sentence, the check of its totals, or why it was refused. */
final class Result extends Div {

  private final Statement statement;
  private final Clock clock;

  Result(Statement statement, Clock clock) {
    this.statement = statement;
    this.clock = clock;
    addClassName("result");
    switch (statement.state()) {
      case "done" -> done();
      case "refused" -> refused();
      default -> interrupted();
    }
  }

  private void done() {
    var sentence = new Paragraph(Outcome.words(statement) + ".");
    sentence.addClassName("result-sentence");
    add(sentence, totals());
    var links = new Div();
    links.addClassName("result-links");
    var days = statement.recovered() == 0 ? "See these days" : "See what was recovered";
    links.add(link("completeness?" + days(), days));
    if (statement.quarantined() > 0) {
      links.add(link("quarantine", "Decide on what waits"));
    }
    add(links);
  }

  private Component totals() {
    var match = statement.totalsMatch();
    var mark = (match == null ? Mark.TODO : match ? Mark.DONE : Mark.WARN).draw();
    mark.getElement()
        .setAttribute(
            "aria-label", match == null ? "not checked" : match ? "they match" : "they differ");
    var line = new Div(mark, new Span(Outcome.totals(statement)));
    line.addClassName("result-totals");
    return line;
  }

  private void refused() {
    if (Outcome.isPersonal(statement)) {
      var title = new Paragraph("This is a personal M-PESA statement.");
      title.addClassName("result-sentence");
      add(
          title,
          new Paragraph(
              "It lists what one phone number paid and received, so nothing in it belongs to a"
                  + " till. Nothing was booked. The business has a statement of its own:"),
          new Steps());
      return;
    }
    var title = new Paragraph("The file was not loaded, and nothing of it was booked.");
    title.addClassName("result-sentence");
    add(title);
    if (statement.detail() != null) {
      add(new Paragraph(Names.clean(statement.detail())));
    }
    var complaints =
        statement.complaints() == null ? List.<Statement.Complaint>of() : statement.complaints();
    if (!complaints.isEmpty()) {
      getElement().appendChild(table(complaints));
    }
  }

  private static Element table(List<Statement.Complaint> complaints) {
    var table = new Element("table");
    table.setAttribute("class", "complaints");
    var head = new Element("tr");
    head.appendChild(new Element("th").setText("Line"), new Element("th").setText("Problem"));
    table.appendChild(new Element("thead").appendChild(head));
    var body = new Element("tbody");
    for (var complaint : complaints) {
      var row = new Element("tr");
      row.appendChild(
          new Element("td").setText("" + complaint.line()),
          new Element("td").setText(Names.clean(complaint.problem())));
      body.appendChild(row);
    }
    table.appendChild(body);
    var frame = new Element("div");
    frame.setAttribute("class", "complaints-frame");
    frame.setAttribute("tabindex", "0");
    return frame.appendChild(table);
  }

  private void interrupted() {
    var sentence = new Paragraph(Outcome.words(statement) + ".");
    sentence.addClassName("result-sentence");
    add(
        sentence,
        new Paragraph(
            "The server stopped while it was loading. Upload the same file again: what is booked"
                + " already is recognised and not booked twice."));
  }

  private String days() {
    var tills = statement.till() == null ? Set.<String>of() : Set.of(statement.till());
    var filter = new Filter(tills, Set.of(), Outcome.range(statement, clock), Compare.PREVIOUS);
    return Address.of(filter).getQueryString();
  }

  private static Anchor link(String address, String text) {
    var link = new Anchor(address, text);
    link.addClassName("action");
    link.getElement().setAttribute("router-link", true);
    return link;
  }
}
