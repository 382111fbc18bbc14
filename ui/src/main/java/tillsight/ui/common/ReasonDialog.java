package tillsight.ui.common;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tillsight.ui.client.ServerTrouble;

/** Asks for the reason of something that is kept for good, without which it is not done. */
public final class ReasonDialog extends Dialog {

  public static final int REASON_CHARS_MAX = 500;

  private static final int REASON_CHARS_MIN = 2;

  public final TextArea reason = new TextArea("Reason");
  public final Button confirm;
  public final Span trouble = new Span();
  private final Div question = new Div();
  private Focusable<?> first = reason;
  private BooleanSupplier answered = () -> true;
  private Consumer<String> decided = _ -> {};

  public ReasonDialog(String title, String consequence, String action) {
    addClassName("reason-dialog");
    setHeaderTitle(title);
    setWidth("min(28rem, 92vw)");
    reason.setWidthFull();
    reason.setRequiredIndicatorVisible(true);
    reason.setMaxLength(REASON_CHARS_MAX);
    reason.setMinRows(3);
    reason.setHelperText("For whoever asks later why this was done.");
    reason.setValueChangeMode(ValueChangeMode.EAGER);
    trouble.addClassName("trouble");
    trouble.getElement().setAttribute("role", "alert");
    trouble.setVisible(false);
    confirm = new Button(action, _ -> confirm());
    confirm.addThemeVariants(ButtonVariant.PRIMARY);
    var words = new Paragraph(consequence);
    words.addClassName("consequence");
    question.addClassName("question");
    add(words, question, reason, trouble);
    getFooter().add(new Button("Cancel", _ -> close()), confirm);
    addOpenedChangeListener(_ -> first.focus());
  }

  /** Asks something more before the reason; it must be answered well before anything is done. */
  public <T extends Component & Focusable<T>> void ask(T more, BooleanSupplier isAnswered) {
    question.add(more);
    first = more;
    answered = isAnswered;
  }

  /** Takes no longer reason than so many characters. */
  public void limit(int charsMax) {
    reason.setMaxLength(charsMax);
  }

  /** Tells the reason once somebody has given one. */
  public void onReason(Consumer<String> listener) {
    decided = listener;
  }

  /** The server said no: its words stay in view, with the reason that was typed. */
  public void refused(ServerTrouble why) {
    trouble.setText(why.words());
    trouble.setVisible(true);
    confirm.setEnabled(true);
  }

  private void confirm() {
    var text = reason.getValue().strip();
    var tooShort = text.length() < REASON_CHARS_MIN;
    reason.setInvalid(tooShort);
    reason.setErrorMessage(tooShort ? "Say why, in a few words" : "");
    // Asked even without a reason, so that everything that is missing is marked at once.
    var isAnswered = answered.getAsBoolean();
    if (!isAnswered || tooShort) {
      return;
    }
    confirm.setEnabled(false);
    trouble.setVisible(false);
    decided.accept(text);
  }
}
