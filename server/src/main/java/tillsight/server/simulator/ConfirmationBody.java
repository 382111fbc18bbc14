package tillsight.server.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The JSON that Daraja posts about a payment, byte for byte. */
public final class ConfirmationBody {

  private static final int LENGTH = 480;

  private ConfirmationBody() {}

  /** What is posted once the money has moved. */
  public static byte[] of(SimulatedPayment payment, PayerForm form) {
    var balance = payment.balanceCents();
    return body(payment, form, payment.type(), balance == null ? "" : Money.shillings(balance));
  }

  /** What is posted to ask whether it may. Tills are asked about as "Buy Goods". */
  public static byte[] validation(SimulatedPayment payment, PayerForm form) {
    var type = payment.type().equals(SimulatedPayment.TILL) ? "Buy Goods" : payment.type();
    return body(payment, form, type, "");
  }

  private static byte[] body(
      SimulatedPayment payment, PayerForm form, String type, String balance) {
    var json = new StringBuilder(LENGTH);
    field(json.append('{'), "TransactionType", type);
    field(json.append(','), "TransID", payment.receipt());
    field(json.append(','), "TransTime", Long.toString(WallTime.digits(payment.paidAt())));
    field(json.append(','), "TransAmount", Money.shillings(payment.amountCents()));
    field(json.append(','), "BusinessShortCode", payment.shortCode());
    field(json.append(','), "BillRefNumber", payment.account());
    field(json.append(','), "InvoiceNumber", payment.invoice());
    field(json.append(','), "OrgAccountBalance", balance);
    field(json.append(','), "ThirdPartyTransID", "");
    field(json.append(','), "MSISDN", form.of(payment.phone()));
    names(json, payment, form);
    return json.append('}').toString().getBytes(UTF_8);
  }

  /** Only plain numbers come with all names; organisations lack two of the keys. */
  private static void names(StringBuilder json, SimulatedPayment payment, PayerForm form) {
    var name = payment.name();
    field(json.append(','), "FirstName", name.first());
    if (payment.phone().isEmpty()) {
      return;
    }
    var all = form == PayerForm.PLAIN;
    field(json.append(','), "MiddleName", all ? name.middle() : "");
    field(json.append(','), "LastName", all ? name.last() : "");
  }

  private static void field(StringBuilder json, String name, String value) {
    json.append('"').append(name).append("\":\"");
    for (var i = 0; i < value.length(); i++) {
      var character = value.charAt(i);
      if (character == '"' || character == '\\') {
        json.append('\\').append(character);
      } else if (character < ' ' || Character.isSurrogate(character)) {
        // Escaped by halves, so that even half a pair survives the way through UTF-8.
        json.append("\\u");
        for (var shift = 12; shift >= 0; shift -= 4) {
          json.append(Character.forDigit(character >> shift & 15, 16));
        }
      } else {
        json.append(character);
      }
    }
    json.append('"');
  }
}
