package tillsight.server.payment;

import java.util.Locale;
import java.util.Set;

/** Whether a payment counts as takings. */
public enum Revenue {
  /** A customer's money. */
  YES,
  /** Somebody has to say what it is: an organisation's transfer, an overdraft, an unlisted type. */
  REVIEW,
  /** Never takings. */
  NO;

  // Production sends several spellings for a customer's payment and sometimes none at all; what
  // kind of account received it is told by the short code, not by the type (daraja.md 3.5).
  private static final Set<String> CUSTOMERS =
      Set.of(
          "",
          "paybill",
          "paybillonline",
          "payutility",
          "buygoods",
          "buygoodsonline",
          "merchantpayment",
          "merchantpaymentonline",
          "customermerchantpayment",
          "customerpaybillonline",
          "customerbuygoods",
          "customerbuygoodsonline");

  private static final Set<String> TRANSFERS =
      Set.of("organizationtoorganizationtransfer", "merchanttoorganizationsettlement");
  private static final Set<String> LISTED_ELSE =
      Set.of(
          "organizationtoorganizationtransfer",
          "merchanttoorganizationsettlement",
          "odpaymenttransfer");

  /** The word used in tables and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Decides by who pays: customers' own payments are revenue, organisations' need a look.
   *
   * @param toHeadOffice tills sweep into it, so what does not say who paid may be counted already
   */
  public static Revenue of(String transactionType, boolean toHeadOffice) {
    var type = plain(transactionType);
    if (type.equals("merchanttoorganizationsettlement")) {
      return NO;
    }
    return CUSTOMERS.contains(type) && !(toHeadOffice && type.isEmpty()) ? YES : REVIEW;
  }

  /** The same for money that names one of the receiver's own tills as where it came from. */
  public static Revenue ofOwnTill(String transactionType) {
    var type = plain(transactionType);
    return type.isEmpty() || TRANSFERS.contains(type) ? NO : of(transactionType, true);
  }

  /** Whether the type is one of those by which customers pay; unlike elsewhere, none is not. */
  public static boolean isCustomers(String transactionType) {
    var plain = plain(transactionType);
    return !plain.isEmpty() && CUSTOMERS.contains(plain);
  }

  /** Whether the type is one that Safaricom documents or is known to send. */
  public static boolean isListed(String transactionType) {
    var plain = plain(transactionType);
    return CUSTOMERS.contains(plain) || LISTED_ELSE.contains(plain);
  }

  private static String plain(String transactionType) {
    var plain = new StringBuilder(transactionType.length());
    for (var i = 0; i < transactionType.length(); i++) {
      var c = transactionType.charAt(i);
      if (Character.isLetter(c)) {
        plain.append(Character.toLowerCase(c));
      }
    }
    return plain.toString();
  }
}
