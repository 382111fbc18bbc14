package tillsight.server.request;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that Daraja was asked to do, whose result comes by callback.
 *
 * @param shortCode the account it is about; null where that cannot be told
 * @param receipt the payment it is about, if any
 * @param subject the quarantined callback that it is to clear up, if any
 */
public record DarajaRequest(
    int businessId,
    UUID id,
    Kind kind,
    @Nullable String shortCode,
    @Nullable String receipt,
    @Nullable Long amountCents,
    @Nullable UUID subject,
    Instant requestedAt,
    String requestedBy,
    @Nullable String reason,
    State state) {

  /** What can be asked for. */
  public enum Kind {
    STK("stk"),
    STATUS("status"),
    BALANCE("balance"),
    REVERSAL("reversal");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word used in tables and answers. */
    public String word() {
      return word;
    }

    static Kind of(String word) {
      for (var kind : values()) {
        if (kind.word.equals(word)) {
          return kind;
        }
      }
      throw new IllegalArgumentException(word);
    }
  }

  /** How far it has come. */
  public enum State {
    SENT("sent"),
    DONE("done"),
    FAILED("failed"),
    TIMED_OUT("timed-out");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** The word used in tables and answers. */
    public String word() {
      return word;
    }

    static State of(String word) {
      for (var state : values()) {
        if (state.word.equals(word)) {
          return state;
        }
      }
      throw new IllegalArgumentException(word);
    }
  }

  /** What came of it: the code that Daraja gave and what it means, in a sentence. */
  public record End(State state, @Nullable String code, String sentence) {}
}
