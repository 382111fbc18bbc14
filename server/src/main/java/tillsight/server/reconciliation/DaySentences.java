package tillsight.server.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tillsight.server.reconciliation.Finding.Kind;
import tillsight.server.reconciliation.OutsideEvidence.Held;
import tillsight.server.reconciliation.OutsideEvidence.Pulled;
import tillsight.server.reconciliation.StatedTime.Reading;
import tillsight.server.takings.Range;

/** Says what is known to have happened on a till's day beside payments that came as they should. */
final class DaySentences {

  /** Most of a kind that are told one by one; more are told together. */
  private static final int EACH_MAX = 50;

  private static final Duration SAME = Duration.ofHours(1);

  private final Evidence evidence;
  private final TillChain chain;
  private final Range range;
  private final Wording wording;

  DaySentences(Evidence evidence, TillChain chain, Range range) {
    this.evidence = evidence;
    this.chain = chain;
    this.range = range;
    this.wording = new Wording(range.zone());
  }

  List<Finding> all(List<LedgerPayment> payments) {
    var movements = evidence.movements().stream().filter(one -> isIn(one.at())).toList();
    return Stream.of(
            recovered(payments),
            movements.stream().filter(Movement::isReversal).map(this::reversal).toList(),
            movements(movements),
            sweeps().stream().map(this::sweep).toList(),
            arrivals(payments),
            blanks(payments),
            evidence.held().stream().filter(one -> isIn(one.at())).map(this::held).toList(),
            clocks())
        .flatMap(List::stream)
        .toList();
  }

  /** How often takings went to the head office, or arrived there. */
  int settlements(List<LedgerPayment> payments) {
    var moved =
        evidence.movements().stream()
            .filter(one -> one.kind().equals(Movement.SETTLEMENT) && isIn(one.at()))
            .count();
    var arrived = payments.stream().filter(LedgerPayment::isSettlement).count();
    return (int) (moved + sweeps().size() + arrived);
  }

  private List<Finding> recovered(List<LedgerPayment> payments) {
    var recovered =
        payments.stream().filter(one -> !one.isReceived() && !one.isSettlement()).toList();
    return recovered.size() <= EACH_MAX
        ? recovered.stream().map(this::recovered).toList()
        : List.of(together(recovered));
  }

  private Finding recovered(LedgerPayment payment) {
    var by = payment.isRecoveredByStatement() ? "a statement" : "Pull";
    var finding =
        Finding.of(
            Kind.RECOVERED,
            true,
            payment.paidAt(),
            payment.amountCents(),
            "No confirmation told of %s, %s at %s; %s brought it."
                .formatted(
                    payment.receipt(),
                    Wording.kes(payment.amountCents()),
                    wording.at(payment.paidAt()),
                    by),
            payment.receipt());
    return chain.place(payment.receipt()).map(finding::within).orElse(finding);
  }

  private static Finding together(List<LedgerPayment> recovered) {
    var cents = recovered.stream().mapToLong(LedgerPayment::amountCents).sum();
    return Finding.of(
            Kind.RECOVERED,
            true,
            recovered.getFirst().paidAt(),
            cents,
            "No confirmation told of %,d payments of together %s; Pull or a statement brought them."
                .formatted(recovered.size(), Wording.kes(cents)))
        .about(recovered.stream().limit(EACH_MAX).map(LedgerPayment::receipt).toList());
  }

  private Finding reversal(Movement reversal) {
    var of = Objects.requireNonNullElse(reversal.undoes(), "a payment");
    return Finding.of(
        Kind.REVERSAL,
        true,
        reversal.at(),
        reversal.amountCents(),
        "%s of %s went back at %s."
            .formatted(Wording.kes(reversal.amountCents()), of, wording.at(reversal.at())),
        of);
  }

  private List<Finding> movements(List<Movement> movements) {
    var findings = new ArrayList<Finding>();
    var charges = movements.stream().filter(one -> one.kind().equals(Movement.CHARGE)).toList();
    if (!charges.isEmpty()) {
      var cents = charges.stream().mapToLong(Movement::amountCents).sum();
      findings.add(
          Finding.of(
              Kind.CHARGE,
              true,
              charges.getFirst().at(),
              cents,
              "%,d charges, %s together.".formatted(charges.size(), Wording.kes(cents))));
    }
    movements.stream()
        .filter(one -> !one.isReversal() && !one.kind().equals(Movement.CHARGE))
        .limit(EACH_MAX)
        .forEach(one -> findings.add(movement(one)));
    return findings;
  }

  private Finding movement(Movement movement) {
    var isSettlement = movement.kind().equals(Movement.SETTLEMENT);
    return Finding.of(
        isSettlement ? Kind.SETTLEMENT : Kind.WITHDRAWAL,
        true,
        movement.at(),
        movement.amountCents(),
        "%s %s at %s (%s, by the statement)."
            .formatted(
                Wording.kes(movement.amountCents()),
                movement.amountCents() < 0 ? "left the account" : "came in",
                wording.at(movement.at()),
                movement.kind().equals("other") ? "another movement" : movement.kind()),
        movement.receipt());
  }

  /** What went to the head office, but for what the till's own statement tells as well. */
  private List<LedgerPayment> sweeps() {
    return evidence.sweeps().stream()
        .filter(sweep -> isIn(sweep.paidAt()))
        .filter(sweep -> evidence.movements().stream().noneMatch(one -> isSame(one, sweep)))
        .toList();
  }

  private static boolean isSame(Movement movement, LedgerPayment sweep) {
    return movement.kind().equals(Movement.SETTLEMENT)
        && movement.amountCents() == -sweep.amountCents()
        && Duration.between(movement.at(), sweep.paidAt()).abs().compareTo(SAME) < 0;
  }

  private Finding sweep(LedgerPayment sweep) {
    return Finding.of(
        Kind.SETTLEMENT,
        true,
        sweep.paidAt(),
        -sweep.amountCents(),
        "%s went to the head office at %s."
            .formatted(Wording.kes(sweep.amountCents()), wording.at(sweep.paidAt())),
        sweep.receipt());
  }

  private List<Finding> arrivals(List<LedgerPayment> payments) {
    var arrived = payments.stream().filter(LedgerPayment::isSettlement).toList();
    if (arrived.isEmpty()) {
      return List.of();
    }
    var cents = arrived.stream().mapToLong(LedgerPayment::amountCents).sum();
    return List.of(
        Finding.of(
                Kind.SETTLEMENT,
                true,
                arrived.getFirst().paidAt(),
                cents,
                "%,d settlements of own tills arrived, %s together; they are no takings."
                    .formatted(arrived.size(), Wording.kes(cents)))
            .about(arrived.stream().limit(EACH_MAX).map(LedgerPayment::receipt).toList()));
  }

  private static List<Finding> blanks(List<LedgerPayment> payments) {
    var blank =
        payments.stream().filter(one -> one.isByCallback() && one.balanceCents() == null).toList();
    if (blank.isEmpty()) {
      return List.of();
    }
    return List.of(
        Finding.of(
                Kind.BLANK,
                true,
                blank.getFirst().paidAt(),
                blank.stream().mapToLong(LedgerPayment::amountCents).sum(),
                "%,d payments were told without a balance; around them balances prove less."
                    .formatted(blank.size()))
            .about(blank.stream().limit(EACH_MAX).map(LedgerPayment::receipt).toList()));
  }

  private Finding held(Held held) {
    var cents = Objects.requireNonNullElse(held.amountCents(), 0L);
    var receipt = held.receipt();
    return Finding.of(
            Kind.CONFLICT,
            false,
            held.at(),
            cents,
            "%s waits for a decision: %s"
                .formatted(receipt == null ? "A callback" : receipt, held.detail()))
        .about(receipt == null ? List.of() : List.of(receipt))
        .waiting(held.id(), "Look at it in the quarantine, and accept or dismiss it.");
  }

  /** The last word of each short code about its clock, if it is not plain. */
  private List<Finding> clocks() {
    var findings = new ArrayList<Finding>();
    for (var code : evidence.codes()) {
      evidence.pulls().stream()
          .filter(pull -> pull.shortCode().equals(code) && isAbout(pull))
          .filter(pull -> pull.clock() != null || isHeld(pull))
          .reduce((earlier, later) -> later)
          .filter(pull -> isHeld(pull) || isOff(pull))
          .ifPresent(pull -> findings.add(clock(pull)));
    }
    return findings;
  }

  private Finding clock(Pulled pull) {
    var seconds = pull.clockSeconds();
    return Finding.of(
            Kind.CLOCK,
            !isHeld(pull),
            pull.finishedAt().isBefore(range.end()) ? pull.finishedAt() : range.start(),
            0,
            "Pull of %s: %s"
                .formatted(
                    pull.shortCode(),
                    pull.detail() != null
                        ? pull.detail()
                        : "its times are %s ours."
                            .formatted(Spans.offBy(seconds == null ? 0 : seconds))))
        .waiting(null, isHeld(pull) ? "Nothing of it was stored. It is tried again." : "");
  }

  private static boolean isHeld(Pulled pull) {
    return pull.outcome().equals(PullRun.Outcome.CLOCK.word());
  }

  private static boolean isOff(Pulled pull) {
    var seconds = pull.clockSeconds();
    return seconds != null
        && Math.abs(seconds) >= PullClock.APART.toSeconds()
        && !Reading.STATED.word().equals(pull.clock());
  }

  private boolean isAbout(Pulled pull) {
    return pull.window().from().isBefore(range.end()) && pull.window().to().isAfter(range.start());
  }

  private boolean isIn(Instant at) {
    return !at.isBefore(range.start()) && at.isBefore(range.end());
  }
}
