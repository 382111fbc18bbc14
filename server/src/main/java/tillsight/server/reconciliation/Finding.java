package tillsight.server.reconciliation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something about a till's day that is worth a sentence: what was missing, what happened to the
 * money otherwise, or what nobody can explain.
 *
 * @param explained whether it is clear what it was; what is not makes a gap
 * @param until when it is over, for what happened at some time in between
 * @param amountCents what it did to the account; below zero for what left it
 * @param receipts payments that it is about
 * @param quarantineId the callback that waits for a decision about it
 * @param before the last balance before it
 * @param after the first balance after it
 */
public record Finding(
    Kind kind,
    boolean explained,
    Instant at,
    @Nullable Instant until,
    long amountCents,
    String sentence,
    List<String> receipts,
    @Nullable UUID quarantineId,
    @Nullable Mark before,
    @Nullable Mark after,
    @Nullable String remedy) {

  /** All the kinds there are. */
  public enum Kind {
    MISSED_PAYMENT,
    RECOVERED,
    WITHDRAWAL,
    CHARGE,
    SETTLEMENT,
    REVERSAL,
    BLANK,
    CONFLICT,
    CLOCK,
    UNEXPLAINED;

    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A payment and the balance after it. */
  public record Mark(String receipt, Instant paidAt, long amountCents, long balanceCents) {
    static Mark of(AccountStep step) {
      return new Mark(step.receipt(), step.at(), step.amountCents(), step.after());
    }
  }

  /** A finding without a place between two balances. */
  static Finding of(
      Kind kind, boolean explained, Instant at, long cents, String sentence, String... receipts) {
    return new Finding(
        kind, explained, at, null, cents, sentence, List.of(receipts), null, null, null, null);
  }

  /** What a break between two balances was. */
  static Finding of(
      Kind kind, boolean explained, ChainLink link, long cents, String sentence, String remedy) {
    return new Finding(
        kind,
        explained,
        link.earlier().at(),
        link.later().at(),
        cents,
        sentence,
        List.of(),
        null,
        Mark.of(link.earlier()),
        Mark.of(link.later()),
        remedy.isEmpty() ? null : remedy);
  }

  Finding about(List<String> payments) {
    return new Finding(
        kind,
        explained,
        at,
        until,
        amountCents,
        sentence,
        List.copyOf(payments),
        quarantineId,
        before,
        after,
        remedy);
  }

  Finding within(ChainLink link) {
    return new Finding(
        kind,
        explained,
        at,
        until,
        amountCents,
        sentence,
        receipts,
        quarantineId,
        Mark.of(link.earlier()),
        Mark.of(link.later()),
        remedy);
  }

  Finding waiting(@Nullable UUID id, String whatToDo) {
    return new Finding(
        kind, explained, at, until, amountCents, sentence, receipts, id, before, after, whatToDo);
  }

  /** Whether it makes a gap in what is known of the money. */
  boolean isGap() {
    return !explained
        && switch (kind) {
          case MISSED_PAYMENT, REVERSAL, WITHDRAWAL, CHARGE, SETTLEMENT, UNEXPLAINED -> true;
          case RECOVERED, BLANK, CONFLICT, CLOCK -> false;
        };
  }
}
