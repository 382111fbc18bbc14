package tillsight.server.result;

import java.util.concurrent.atomic.AtomicInteger;

/** Answers as Daraja sends them, and as it should not. */
final class Answers {

  private static final AtomicInteger count = new AtomicInteger();

  /** A receipt of 2 March 2026 that no other answer has. */
  static String receipt() {
    return "UC2R%06d".formatted(count.incrementAndGet());
  }

  static String conversation() {
    return "c-" + count.incrementAndGet();
  }

  /**
   * A result of any kind.
   *
   * @param parameters such as {@code "Amount":100} separated by {@code ;}: each a key and raw JSON
   */
  static String of(String conversation, String code, String transaction, String... parameters) {
    var list = new StringBuilder();
    for (var parameter : parameters) {
      var at = parameter.indexOf('=');
      list.append(list.isEmpty() ? "" : ",")
          .append("{\"Key\":\"")
          .append(parameter, 0, at)
          .append("\",\"Value\":")
          .append(parameter.substring(at + 1))
          .append('}');
    }
    return """
        {"Result":{"ResultType":0,"ResultCode":%s,"ResultDesc":"As it is.",
        "OriginatorConversationID":"%s","ConversationID":"AG_1","TransactionID":"%s"%s}}
        """
        .formatted(
            code,
            conversation,
            transaction,
            list.isEmpty() ? "" : ",\"ResultParameters\":{\"ResultParameter\":[" + list + "]}");
  }

  static String reversal(String conversation, String own, String original, String amount) {
    return of(
        conversation,
        "0",
        own,
        "OriginalTransactionID=\"" + original + "\"",
        "Amount=" + amount,
        "TransCompletedTime=20260302143000",
        "CreditPartyPublicName=\"254708374149 - JANE DOE\"");
  }

  static String status(
      String conversation, String receipt, String state, String amount, String reason) {
    return of(
        conversation,
        "\"0\"",
        "UC20000099",
        "DebitPartyName=\"254708374149 - JANE DOE\"",
        "DebitPartyName=\"600984 - EXAMPLE ORG\"",
        "ReceiptNo=\"" + receipt + "\"",
        "TransactionStatus=\"" + state + "\"",
        "Amount=" + amount,
        "ReasonType=\"" + reason + "\"",
        "FinalisedTime=20260302101714");
  }

  private Answers() {}
}
