package tillsight.server.daraja;

import java.util.Map;
import java.util.Optional;
import tillsight.server.daraja.DarajaRefusal.Why;

/**
 * What the result codes of pushes, status queries and reversals mean. Text: some are no numbers.
 */
public final class ResultCode {

  private static final Map<String, Why> OF_ALL =
      Map.ofEntries(
          Map.entry("1", Why.INSUFFICIENT_BALANCE),
          Map.entry("2", Why.BELOW_MINIMUM),
          Map.entry("3", Why.ABOVE_MAXIMUM),
          Map.entry("4", Why.DAILY_LIMIT),
          Map.entry("8", Why.BALANCE_LIMIT),
          Map.entry("11", Why.DEBIT_PARTY_STATE),
          Map.entry("17", Why.REPEATED_TOO_SOON),
          Map.entry("21", Why.NOT_ALLOWED),
          Map.entry("1001", Why.SUBSCRIBER_BUSY),
          Map.entry("1019", Why.EXPIRED),
          Map.entry("1025", Why.PUSH_FAILED),
          Map.entry("1032", Why.CANCELLED),
          Map.entry("1037", Why.NO_REPLY),
          Map.entry("2001", Why.WRONG_INITIATOR),
          Map.entry("2006", Why.ACCOUNT_RULE),
          Map.entry("2028", Why.PRODUCT_ASSIGNMENT),
          Map.entry("2032", Why.RECEIPT_UNKNOWN),
          Map.entry("8006", Why.CREDENTIAL_LOCKED),
          Map.entry("9999", Why.PUSH_FAILED),
          Map.entry("SFC_IC0003", Why.OPERATOR_UNKNOWN),
          Map.entry("TP40153", Why.WRONG_INITIATOR),
          Map.entry("R000001", Why.ALREADY_REVERSED),
          Map.entry("R000002", Why.ORIGINAL_INVALID));

  /** Why a status query, balance query or reversal came to nothing; empty for an unknown code. */
  public static Optional<Why> of(String code) {
    return Optional.ofNullable(OF_ALL.get(code.strip()));
  }

  /** Why a push came to nothing. The customer enters a PIN there, and no operator is involved. */
  public static Optional<Why> ofPush(String code) {
    return switch (code.strip()) {
      case "2001" -> Optional.of(Why.WRONG_PIN);
      case "8006" -> Optional.of(Why.PIN_LOCKED);
      default -> of(code);
    };
  }

  /** Whether a code says that all went well. */
  public static boolean isSuccess(String code) {
    return !code.isBlank() && code.strip().chars().allMatch(c -> c == '0');
  }

  private ResultCode() {}
}
