package tillsight.ui.daraja;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Daraja;
import tillsight.ui.common.Mark;
import tillsight.ui.common.Names;

/** Says what registering does before it is done, and for which short code. */
final class RegisterDialog extends Dialog {

  final RadioButtonGroup<Daraja.ShortCode> codes = new RadioButtonGroup<>("Short code");
  final Button confirm;
  private Consumer<String> chosen = _ -> {};

  RegisterDialog(Registering what, List<Daraja.ShortCode> candidates, Daraja daraja) {
    addClassName("reason-dialog");
    var only = candidates.size() == 1;
    setHeaderTitle(what.label() + (only ? " of " + candidates.getFirst().shortCode() : ""));
    setWidth("min(32rem, 92vw)");
    codes.setItems(candidates);
    codes.setItemLabelGenerator(RegisterDialog::label);
    codes.setValue(candidates.getFirst());
    codes.setVisible(!only);
    confirm = new Button(what.label(), _ -> confirm());
    confirm.addThemeVariants(ButtonVariant.PRIMARY);
    add(new Paragraph(what.consequence()));
    if (what == Registering.URLS && daraja.urls() != null) {
      add(
          address("Confirmation", daraja.urls().confirmation()),
          address("Validation", daraja.urls().validation()));
    }
    if (what == Registering.URLS) {
      daraja.urlProblems().forEach(this::stop);
    }
    add(codes);
    getFooter().add(new Button("Cancel", _ -> close()), confirm);
  }

  /** Tells the short code that was chosen. */
  void onCode(Consumer<String> listener) {
    chosen = listener;
  }

  /** What Safaricom is sure to refuse is not even sent. */
  private void stop(String problem) {
    var notice = new Div(Mark.FAIL.draw(), new Span(problem));
    notice.addClassName("notice");
    add(notice);
    confirm.setEnabled(false);
  }

  private void confirm() {
    close();
    chosen.accept(codes.getValue().shortCode());
  }

  private static Div address(String what, @Nullable String url) {
    var term = new Span(what);
    term.addClassName("fact-term");
    var address = new Div(term, new Code(Names.orDash(url)));
    address.addClassName("register-address");
    return address;
  }

  private static String label(Daraja.ShortCode code) {
    return code.name() == null
        ? code.shortCode()
        : Names.clean(code.name()) + " · " + code.shortCode();
  }
}
