package tillsight.server.request;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The codes with which an STK push ends (daraja.md 5), and what each means. */
public enum StkCode {
  PAID("0", "Paid"),
  INSUFFICIENT("1", "The customer had not enough money"),
  TOO_SMALL("2", "The amount was below the minimum"),
  TOO_LARGE("3", "The amount was above the maximum"),
  DAILY_LIMIT("4", "The customer has reached the limit of the day"),
  BALANCE_LIMIT("8", "The account would hold more than it may"),
  REPEATED("17", "The same amount was paid to the same till within two minutes"),
  LOCKED("1001", "The customer's line was busy with another transaction"),
  EXPIRED("1019", "The request expired"),
  NOT_SENT("1025", "The request could not be sent to the phone"),
  CANCELLED("1032", "The customer cancelled"),
  UNREACHABLE("1037", "The phone could not be reached, or nobody answered"),
  WRONG_PIN("2001", "The customer entered a wrong PIN"),
  NOT_PERMITTED("2028", "The short code is not set up for this: Paybill and till may be mixed up"),
  CREDENTIAL_LOCKED("8006", "The credential is locked"),
  PUSH_ERROR("9999", "The request could not be sent to the phone"),
  OPERATOR_UNKNOWN("SFC_IC0003", "The operator does not exist");

  private static final List<StkCode> TIMEOUTS = List.of(EXPIRED, UNREACHABLE);

  private final String code;
  private final String sentence;

  StkCode(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  public String code() {
    return code;
  }

  /** What a code means, for people. Codes that are on no list are not explained. */
  public static String sentence(String code) {
    return of(code)
        .map(known -> known.sentence + ".")
        .orElse("It failed with a code that is on no list.");
  }

  /** The codes that say that the customer did not react in time. */
  static String[] timeouts() {
    return TIMEOUTS.stream().map(StkCode::code).toArray(String[]::new);
  }

  private static Optional<StkCode> of(String code) {
    return Arrays.stream(values()).filter(known -> known.code.equals(code)).findFirst();
  }
}
