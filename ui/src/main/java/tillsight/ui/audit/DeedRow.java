package tillsight.ui.audit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import java.util.regex.Pattern;
import tillsight.ui.client.Deed;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Names;

/** One line of the audit: when, who did what, about what, and why. */
final class DeedRow extends ListItem {

  private static final Pattern RECEIPT = Pattern.compile("[A-Za-z0-9_.-]{4,40}");
  private static final int NUMBER_CHARS = 8;

  DeedRow(Deed deed, Clock clock) {
    addClassName("deed");
    if (Action.isMinor(deed.action())) {
      addClassName("deed-minor");
    }
    var time = new Span(clock.hour(deed.at()));
    time.addClassName("deed-time");
    time.setTitle(clock.full(deed.at()));
    var actor = new Span(Names.orDash(deed.actor()));
    actor.addClassName("deed-actor");
    var sentence =
        new Div(actor, new Span(" " + Action.words(deed.action(), Names.clean(deed.subject()))));
    sentence.addClassName("deed-sentence");
    var words = new Div(sentence);
    words.addClassName("deed-words");
    var reason = Names.clean(deed.reason());
    if (!reason.isBlank()) {
      var why = new Span("“" + reason + "”");
      why.addClassName("deed-reason");
      words.add(why);
    }
    add(time, words, subject(deed));
  }

  /** What it was about; a link where that can be looked at. */
  private static Component subject(Deed deed) {
    var subject = Names.clean(deed.subject());
    if (subject.isBlank() || Action.isMinor(deed.action())) {
      return new Span();
    }
    if (deed.action().startsWith("payment.") && RECEIPT.matcher(subject).matches()) {
      return link("payments/" + subject, subject);
    }
    var isNumbered = subject.length() == 36;
    var shown = isNumbered ? subject.substring(0, NUMBER_CHARS) : subject.split(" ", 2)[0];
    if (deed.action().startsWith("quarantine.") && isNumbered) {
      return link("quarantine?state=all&item=" + subject, shown);
    }
    var text = new Span(shown);
    text.addClassName("deed-subject");
    text.setTitle(subject);
    return text;
  }

  private static Anchor link(String address, String text) {
    var link = new Anchor(address, text);
    link.addClassName("deed-subject");
    link.getElement().setAttribute("router-link", true);
    return link;
  }
}
