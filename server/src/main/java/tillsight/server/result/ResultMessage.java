package tillsight.server.result;

import org.jspecify.annotations.Nullable;

/**
 * One of Daraja's answers: what it answers to, and what it says.
 *
 * @param conversation OriginatorConversationID; null when it has none
 * @param code ResultCode as text; empty when it has none
 * @param transaction TransactionID, if it is a receipt: of a reversal, its own
 * @param contradictory its text says the opposite of its code; the code counts
 */
public record ResultMessage(
    @Nullable String conversation,
    String code,
    @Nullable String transaction,
    boolean contradictory,
    Result says) {

  boolean succeeded() {
    return code.equals("0");
  }
}
