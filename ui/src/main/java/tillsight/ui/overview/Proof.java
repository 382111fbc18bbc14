package tillsight.ui.overview;

import com.vaadin.flow.component.Component;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Completeness;
import tillsight.ui.client.ServerTrouble;
import tillsight.ui.client.Till;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Filter;
import tillsight.ui.common.Questions;
import tillsight.ui.common.TillNames;
import tillsight.ui.completeness.Alarm;
import tillsight.ui.completeness.ProofCard;
import tillsight.ui.live.Pace;

/** How complete the figures are: asked once, for the card and for what wants attention. */
final class Proof {

  /** Evidence moves more slowly than payments do. */
  private static final Duration REFRESH = Duration.ofSeconds(60);

  final ProofCard card = new ProofCard();
  private final Desk desk;
  private final Attention attention;
  private final Questions questions;
  private final Pace refresh;
  private List<Till> known = List.of();
  private @Nullable Filter filter;
  private @Nullable Completeness proof;

  Proof(Desk desk, Component page, Attention attention) {
    this.desk = desk;
    this.attention = attention;
    this.questions = desk.questions(page);
    this.refresh = new Pace(page, REFRESH, this::ask);
  }

  void load(Filter shown) {
    filter = shown;
    // What is shown answers an older question: it stays until the new answer, but not longer.
    proof = null;
    ask();
  }

  /** Asks again some time soon. */
  void refresh() {
    refresh.request();
  }

  /** The tills by name, for the sentences. */
  void name(List<Till> tills) {
    known = tills;
    tell();
  }

  private void ask() {
    var asked = filter;
    if (asked != null) {
      questions.ask(
          "proof",
          who -> desk.server().completeness(who, asked.question()),
          answer -> show(answer, asked),
          this::trouble);
    }
  }

  private void show(Completeness answer, Filter asked) {
    proof = answer;
    card.show(answer, asked, desk.clock());
    tell();
  }

  /** What was known stays while the server is away; a refusal takes it from the page. */
  private void trouble(ServerTrouble trouble) {
    if (proof == null || trouble instanceof ServerTrouble.Refused) {
      proof = null;
      card.unknown();
      tell();
    }
  }

  private void tell() {
    attention.proof(proof == null ? List.of() : Alarm.of(proof, TillNames.of(known)));
  }
}
