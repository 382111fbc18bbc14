package tillsight.ui.quarantine;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.function.Consumer;
import tillsight.ui.client.ServerTrouble;

/** Asks for the reason of a decision, without which there is none. */
final class DecisionDialog extends Dialog {

  static final int REASON_CHARS_MAX = 500;

  final TextArea reason = new TextArea("Reason");
  final Button confirm;
  final Span trouble = new Span();
  private Consumer<String> decided = _ -> {};

  DecisionDialog(Verdict verdict, String what) {
    setHeaderTitle(verdict.label() + " " + what);
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
    confirm = new Button(verdict.label(), _ -> confirm());
    confirm.addThemeVariants(ButtonVariant.PRIMARY);
    add(new Paragraph(verdict.consequence()), reason, trouble);
    getFooter().add(new Button("Cancel", _ -> close()), confirm);
    addOpenedChangeListener(_ -> reason.focus());
  }

  /** Tells the reason once somebody has given one. */
  void onDecision(Consumer<String> listener) {
    decided = listener;
  }

  /** The server said no: its words stay in view, with the reason that was typed. */
  void refused(ServerTrouble why) {
    trouble.setText(why.words());
    trouble.setVisible(true);
    confirm.setEnabled(true);
  }

  private void confirm() {
    var text = reason.getValue().strip();
    reason.setInvalid(text.isEmpty());
    if (text.isEmpty()) {
      reason.setErrorMessage("Say why, in a few words");
      return;
    }
    confirm.setEnabled(false);
    trouble.setVisible(false);
    decided.accept(text);
  }
}
