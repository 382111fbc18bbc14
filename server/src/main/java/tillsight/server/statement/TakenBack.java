package tillsight.server.statement;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tillsight.server.callback.Doubt;
import tillsight.server.callback.StatementLine;
import tillsight.server.payment.Receipt;
import tillsight.server.payment.Reversals.Reversal;

/**
 * What the ledger knows of a reversal and of the payment it takes back.
 *
 * @param paidCents of the payment; null where the ledger does not have it
 * @param takenBackCents of that payment, so far
 * @param knownOriginal of the reversal with this receipt that is known already; null for none
 */
record TakenBack(
    @Nullable Long paidCents,
    long takenBackCents,
    @Nullable String knownOriginal,
    @Nullable Long knownCents) {

  private static final Pattern RECEIPT = Pattern.compile("\\b(?=[A-Z]*\\d)[A-Z][A-Z0-9]{9}\\b");

  boolean isKnown(Reversal reversal) {
    return reversal.originalReceipt().equals(knownOriginal)
        && knownCents != null
        && knownCents == reversal.amountCents();
  }

  /** What speaks against adding it; null for nothing. */
  @Nullable Doubt doubt(Reversal reversal) {
    if (knownOriginal != null) {
      return isKnown(reversal) ? null : Doubt.CONFLICT;
    }
    if (paidCents == null) {
      return Doubt.ORIGINAL_UNKNOWN;
    }
    return takenBackCents + reversal.amountCents() > paidCents ? Doubt.REVERSAL_TOO_LARGE : null;
  }

  /** The same once more was taken back. */
  TakenBack and(long moreCents) {
    return new TakenBack(paidCents, takenBackCents + moreCents, knownOriginal, knownCents);
  }

  /** The same once this reversal is known. */
  TakenBack with(Reversal reversal) {
    return new TakenBack(
        paidCents, takenBackCents, reversal.originalReceipt(), reversal.amountCents());
  }

  /**
   * A reversal as a statement tells of it: of the linked transaction, else of one that its details
   * name, else of the payment with which it shares its receipt.
   */
  static Reversal reversal(StatementLine line) {
    return new Reversal(line.receipt(), original(line), line.withdrawnCents(), line.at());
  }

  private static String original(StatementLine line) {
    if (Receipt.isValid(line.linked())) {
      return line.linked();
    }
    var named = RECEIPT.matcher(line.details());
    while (named.find()) {
      if (!named.group().equals(line.receipt())) {
        return named.group();
      }
    }
    return line.receipt();
  }
}
