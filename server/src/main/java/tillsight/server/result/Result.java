package tillsight.server.result;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tillsight.server.callback.Doubt;

/** What one of Daraja's asynchronous answers turned out to say. */
public sealed interface Result {

  /**
   * A payment was given back, all of it or a part.
   *
   * @param receipt the reversal's own
   * @param original receipt of the payment
   * @param amountCents null when it does not say: then all that is left
   * @param at null when it does not say
   */
  record Reversal(String receipt, String original, @Nullable Long amountCents, @Nullable Instant at)
      implements Result {}

  /**
   * What Safaricom knows of a transaction. All of it as far as it could be read.
   *
   * @param receipt the transaction asked after
   * @param original what it gives back, if it is a reversal that says so
   * @param state Completed, Declined, ...
   * @param reason what kind of transaction it was
   * @param shortCode the account that received it
   */
  record Status(
      @Nullable String receipt,
      @Nullable String original,
      String state,
      String reason,
      @Nullable Long amountCents,
      @Nullable Instant at,
      @Nullable String shortCode)
      implements Result {

    boolean completed() {
      return state.equalsIgnoreCase("completed");
    }

    /** It came to nothing, for good. */
    boolean failed() {
      return List.of("cancelled", "canceled", "declined", "expired", "failed")
          .contains(state.toLowerCase(Locale.ROOT));
    }

    boolean reversed() {
      return (state + " " + reason).toLowerCase(Locale.ROOT).contains("revers");
    }
  }

  /**
   * What is on the accounts of a short code.
   *
   * @param unreadable how many entries make no sense
   * @param at null when it does not say
   */
  record Balance(List<Account> accounts, int unreadable, @Nullable Instant at) implements Result {}

  /**
   * Daraja did not do it.
   *
   * @param receipt the transaction it names; null when it names none
   */
  record Failed(String code, String meaning, String remedy, @Nullable String receipt)
      implements Result {}

  /** Daraja did not get round to it in time. */
  record Timeout() implements Result {}

  /** It cannot be told what it says, or what it says cannot be right. As much as could be read. */
  record Unclear(
      Doubt doubt, @Nullable String receipt, @Nullable Long amountCents, @Nullable Instant at)
      implements Result {

    static final Unclear NOTHING = new Unclear(Doubt.RESULT_UNCLEAR, null, null, null);
  }
}
