package tillsight.ui.payment;

import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import tillsight.ui.client.PaymentDetail;
import tillsight.ui.client.SignedIn;
import tillsight.ui.common.Desk;
import tillsight.ui.common.Names;
import tillsight.ui.common.Questions;
import tillsight.ui.common.ReasonDialog;
import tillsight.ui.common.Shillings;
import tillsight.ui.common.Toast;
import tillsight.ui.security.Role;

/** What an owner can do about a payment, each with a reason that is kept. */
final class PaymentDeeds {

  /** Safaricom takes no longer remark. */
  private static final int REMARK_CHARS_MAX = 100;

  private final Desk desk;
  private final Questions questions;
  private final Consumer<PaymentDetail> changed;
  private final Runnable asked;

  /** Tells the payment as it is after a decision, and when Safaricom was asked for something. */
  PaymentDeeds(Desk desk, Questions questions, Consumer<PaymentDetail> changed, Runnable asked) {
    this.desk = desk;
    this.questions = questions;
    this.changed = changed;
    this.asked = asked;
  }

  boolean allowed() {
    return desk.is(Role.OWNER);
  }

  boolean seesQuarantine() {
    return desk.is(Role.OWNER, Role.AUDITOR);
  }

  /** Says whether it is takings. */
  void review(PaymentDetail payment, boolean takings) {
    var dialog =
        new ReasonDialog(
            (takings ? "Count " : "Leave out ") + payment.receipt(),
            takings
                ? "It will count as takings in all figures, on the day it was paid."
                : "It will stay out of all figures. The payment itself is kept.",
            takings ? "Count as takings" : "Leave out");
    ask(
        dialog,
        reason -> who -> desk.server().review(who, payment.receipt(), takings, reason),
        reviewed -> {
          Toast.show(
              payment.receipt() + (takings ? " counts as takings." : " is left out of takings."));
          changed.accept(reviewed);
        });
  }

  /** Has money sent back to whoever paid it. */
  void giveBack(PaymentDetail payment) {
    var rest = payment.amountCents() - payment.reversedCents();
    var dialog =
        new ReasonDialog(
            "Give money back",
            "M-PESA takes it out of "
                + Names.orDash(payment.tillName())
                + " and sends it back to the payer"
                + payer(payment)
                + ". It cannot be undone. Safaricom answers within minutes; what went back then"
                + " shows here and is taken off the day on which it went.",
            "Give it back");
    dialog.confirm.addThemeVariants(ButtonVariant.ERROR);
    dialog.limit(REMARK_CHARS_MAX);
    var amount = amount(rest);
    dialog.ask(amount, () -> isWithin(amount, rest));
    ask(
        dialog,
        reason ->
            who -> desk.server().reverse(who, payment.receipt(), cents(amount.getValue()), reason),
        _ -> {
          Toast.show(
              "Safaricom is asked to give "
                  + Shillings.exact(cents(amount.getValue()))
                  + " back. It shows here once it has happened.");
          asked.run();
        });
  }

  private static String payer(PaymentDetail payment) {
    var name = Names.clean(payment.firstName());
    return name.isBlank() ? "" : ", " + name;
  }

  private static BigDecimalField amount(long restCents) {
    var amount = new BigDecimalField("Amount");
    amount.setLocale(Locale.UK);
    amount.setPrefixComponent(new Span("KES"));
    amount.setValue(BigDecimal.valueOf(restCents, 2).stripTrailingZeros());
    if (amount.getValue().scale() < 0) {
      amount.setValue(amount.getValue().setScale(0));
    }
    amount.setHelperText("At most " + Shillings.exact(restCents) + ".");
    amount.setValueChangeMode(ValueChangeMode.EAGER);
    amount.setWidthFull();
    return amount;
  }

  private static boolean isWithin(BigDecimalField field, long restCents) {
    var value = field.getValue();
    var wrong =
        value == null || value.signum() <= 0
            ? "Say how much, in shillings"
            : value.stripTrailingZeros().scale() > 2
                ? "At most two decimals"
                : value.movePointRight(2).compareTo(BigDecimal.valueOf(restCents)) > 0
                    ? "More than is left of it: at most " + Shillings.exact(restCents)
                    : "";
    field.setInvalid(!wrong.isEmpty());
    field.setErrorMessage(wrong);
    return wrong.isEmpty();
  }

  private static long cents(BigDecimal shillings) {
    return Objects.requireNonNull(shillings).movePointRight(2).longValueExact();
  }

  private <T> void ask(
      ReasonDialog dialog, Function<String, Function<SignedIn, T>> deed, Consumer<T> done) {
    dialog.onReason(
        reason ->
            questions.ask(
                "deed",
                deed.apply(reason),
                result -> {
                  dialog.close();
                  done.accept(result);
                },
                dialog::refused));
    dialog.open();
  }
}
