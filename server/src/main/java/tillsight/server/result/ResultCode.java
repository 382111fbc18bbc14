package tillsight.server.result;

import java.util.Arrays;
import java.util.Optional;

/** The codes with which Daraja says why it did not do something (daraja.md 6). */
enum ResultCode {
  INSUFFICIENT(
      "1",
      "The account has not enough money for it",
      "put money into the account, then ask again"),
  PARTY_STATE(
      "11",
      "The account that would pay is not in a state to do so",
      "ask Safaricom what state the account is in"),
  NOT_ALLOWED(
      "21",
      "The API operator is not allowed to do this",
      "give the operator the role for it in the M-PESA portal"),
  INITIATOR_INVALID(
      "2001",
      "The name or password of the API operator is wrong",
      "correct initiator and initiatorPassword in the apply file; a password lives for 90 days"),
  ACCOUNT_RULE(
      "2006",
      "A rule of the account does not allow it",
      "ask Safaricom what state the account is in"),
  NOT_PERMITTED(
      "2028",
      "The short code is not assigned to this product",
      "check that the short code is the one the app went live with"),
  RECEIPT_UNKNOWN(
      "2032",
      "Safaricom does not know this receipt",
      "check the receipt; a confirmation with it may be forged"),
  CREDENTIAL_LOCKED(
      "8006",
      "The API operator is locked",
      "unlock the operator in the M-PESA portal, set a new password, and apply it"),
  REVERSED_BEFORE(
      "R000001",
      "The payment has been given back already",
      "upload the statement of that time; it says when, and under which receipt"),
  ORIGINAL_INVALID(
      "R000002",
      "The receipt is none that can be given back",
      "check that the payment came to this short code");

  private static final String UNKNOWN = "Daraja refused it with a code that is on no list";
  private static final String UNKNOWN_REMEDY = "ask apisupport@safaricom.co.ke what it means";

  private final String code;
  private final String sentence;
  private final String remedy;

  ResultCode(String code, String sentence, String remedy) {
    this.code = code;
    this.sentence = sentence;
    this.remedy = remedy;
  }

  boolean is(String given) {
    return code.equals(given);
  }

  static String sentence(String given) {
    return of(given).map(known -> known.sentence).orElse(UNKNOWN);
  }

  static String remedy(String given) {
    return of(given).map(known -> known.remedy).orElse(UNKNOWN_REMEDY);
  }

  private static Optional<ResultCode> of(String given) {
    return Arrays.stream(values()).filter(known -> known.is(given)).findFirst();
  }
}
