package tillsight.ui.common;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import tillsight.ui.client.ServerTrouble;

/** A titled part of a page: grey while it waits, words when it cannot be filled. */
public class Card extends Section {

  private final H2 title = new H2();
  private final Span note = new Span();
  private final Div tools = new Div();
  private final Div body = new Div();
  private final Div finding = new Div();
  private final Div foot = new Div();
  private boolean filled;

  // The parts it adds are its own and know nothing of what is built on it.
  @SuppressWarnings("this-escape")
  public Card(String name, String text) {
    addClassNames("card", name);
    title.setText(text);
    note.addClassName("card-note");
    tools.addClassName("card-tools");
    body.addClassName("card-body");
    finding.addClassName("finding");
    finding.setVisible(false);
    var head = new Div(new Div(title, note), tools);
    head.addClassName("card-head");
    foot.addClassName("card-foot");
    add(head, body, finding, foot);
    body.add(State.skeleton("skeleton-block"));
  }

  public final void title(String text) {
    title.setText(text);
  }

  public final void note(String text) {
    note.setText(text);
  }

  public final void tools(Component... components) {
    tools.removeAll();
    tools.add(components);
  }

  /** Replaces what stands in the card. */
  public final void fill(Component... components) {
    body.removeAll();
    body.add(components);
    filled = true;
  }

  /** What belongs under the sentence, such as the same figures as a table. */
  public final void foot(Component... components) {
    foot.removeAll();
    foot.add(components);
  }

  /** What the figures say, in a sentence. An empty one takes the line away. */
  public final void finding(String sentence) {
    finding.setText(sentence);
    finding.setVisible(!sentence.isEmpty());
  }

  public final String finding() {
    return finding.getText();
  }

  /** What is shown answers an older question: it stays until the new answer, but not longer. */
  public final void outdated() {
    filled = false;
  }

  /** Figures stay when the server is away on a refresh; a refusal replaces them. Tells which. */
  public final boolean trouble(ServerTrouble trouble, String subject) {
    var replaced = !filled || trouble instanceof ServerTrouble.Refused;
    if (replaced) {
      fill(State.of(trouble, subject));
      foot();
      finding("");
      filled = false;
    }
    setClassName("stale", !replaced);
    return replaced;
  }

  public final void fresh() {
    removeClassName("stale");
  }
}
