package tillsight.server.reconciliation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tillsight.server.callback.PullPayment;
import tillsight.server.reconciliation.CompletenessDay.Status;
import tillsight.server.reconciliation.OutsideEvidence.Held;
import tillsight.server.reconciliation.OutsideEvidence.Pulled;
import tillsight.server.takings.Range;

/**
 * Works out one business day of a till from all that is known of it. Pure.
 *
 * @param findings everything worth a sentence, in order of time
 */
record TillDay(CompletenessDay day, List<Finding> findings) {

  /** Something that shows that nothing is missing, and when it came. */
  private record Proof(String by, Instant at) {}

  static TillDay of(Evidence evidence, TillChain chain, Range range, Instant now) {
    return new Work(evidence, chain, range, now).done();
  }

  private static final class Work {

    private final Evidence evidence;
    private final TillChain chain;
    private final Range range;
    private final Instant from;
    private final Instant to;
    private final Instant now;
    private final List<LedgerPayment> all;
    private final List<LedgerPayment> paid;

    Work(Evidence evidence, TillChain chain, Range range, Instant now) {
      this.evidence = evidence;
      this.chain = chain;
      this.range = range;
      this.from = range.start();
      this.to = range.end();
      this.now = now;
      this.all = evidence.payments().stream().filter(one -> isIn(one.paidAt())).toList();
      this.paid = all.stream().filter(one -> !one.isSettlement()).toList();
    }

    TillDay done() {
      var sentences = new DaySentences(evidence, chain, range);
      var breaks = chain.findings(from, to);
      var findings = new ArrayList<>(breaks);
      findings.addAll(sentences.all(all));
      findings.sort(Comparator.comparing(Finding::at));
      return new TillDay(day(breaks, sentences.settlements(all)), List.copyOf(findings));
    }

    private CompletenessDay day(List<Finding> breaks, int settlements) {
      var gaps = breaks.stream().filter(Finding::isGap).toList();
      var received = paid.stream().filter(LedgerPayment::isReceived).toList();
      var conflicts = (int) evidence.held().stream().filter(this::isConflict).count();
      var reversals = (int) evidence.movements().stream().filter(this::isReversal).count();
      var balances = chain.state(from, to);
      var pulls = pulls();
      var statements = statements();
      var proof = isOver() ? proof(pulls, statements, balances) : Optional.<Proof>empty();
      var delays = Delays.of(paid);
      var byStatement = (int) paid.stream().filter(LedgerPayment::isRecoveredByStatement).count();
      var status = status(gaps.size() + conflicts, proof.isPresent(), settlements + reversals);
      return new CompletenessDay(
          evidence.till().code(),
          range.from(),
          status,
          paid.size(),
          paid.stream().mapToLong(LedgerPayment::amountCents).sum(),
          received.size(),
          (int) received.stream().filter(this::isMatched).count(),
          paid.size() - received.size() - byStatement,
          byStatement,
          gaps.size(),
          gaps.stream().mapToLong(gap -> Math.abs(gap.amountCents())).sum(),
          conflicts,
          reversals,
          settlements,
          delays.p50(),
          delays.p99(),
          paid.stream().anyMatch(LedgerPayment::isByCallback),
          pulls.of(from, to),
          statements.of(from, to),
          balances.word().word(),
          status == Status.PROVEN ? proof.map(Proof::at).orElse(null) : null,
          status == Status.PROVEN ? proof.map(Proof::by).orElse(null) : null,
          evidence.till().id());
    }

    private Status status(int troubles, boolean isProven, int others) {
      if (troubles > 0) {
        return Status.GAP;
      }
      if (isProven) {
        return Status.PROVEN;
      }
      return paid.isEmpty() && others == 0 ? Status.NONE : Status.OPEN;
    }

    private boolean isMatched(LedgerPayment payment) {
      return payment.isVouchedTwice() || chain.fits(payment.receipt());
    }

    private Optional<Proof> proof(Coverage pulls, Coverage statements, TillChain.State balances) {
      var proofs = new ArrayList<Proof>();
      pulls.completeAt(from, to).ifPresent(at -> proofs.add(new Proof("pull", at)));
      statements.completeAt(from, to).ifPresent(at -> proofs.add(new Proof("statement", at)));
      var closing = balances.provenBy();
      if (balances.isWhole() && closing != null) {
        proofs.add(new Proof("balances", closing.toldAt()));
      }
      return proofs.stream().min(Comparator.comparing(Proof::at));
    }

    /**
     * Pulls prove something of this till only if they told of it. While a payment of nobody knows
     * which till waits, one of its head office does not prove that it is not this till's.
     */
    private Coverage pulls() {
      var coverage = new Coverage();
      var isAnybodys = isSomebodysWaiting();
      evidence.pulls().stream()
          .filter(pull -> pull.isComplete() && pull.tillIds().contains(evidence.till().id()))
          .filter(pull -> !isAnybodys || isOwn(pull))
          .forEach(pull -> coverage.add(pull.proves(), pull.finishedAt()));
      return coverage;
    }

    private Coverage statements() {
      var coverage = new Coverage();
      evidence.statements().stream()
          .filter(OutsideEvidence.Stated::whole)
          .forEach(statement -> coverage.add(statement.period(), statement.finishedAt()));
      return coverage;
    }

    private boolean isConflict(Held held) {
      var own = PullPayment.source(evidence.till().code());
      return isIn(held.at()) && (held.tillId() != null || own.equals(held.source()));
    }

    /** Whether a payment of nobody knows which till may be one of this till's. */
    private boolean isSomebodysWaiting() {
      return evidence.held().stream().anyMatch(held -> held.tillId() == null && isIn(held.at()));
    }

    private boolean isOwn(Pulled pull) {
      return pull.shortCode().equals(evidence.till().code())
          || pull.shortCode().equals(evidence.till().storeNumber());
    }

    private boolean isReversal(Movement movement) {
      return movement.isReversal() && isIn(movement.at());
    }

    private boolean isOver() {
      return !now.isBefore(to);
    }

    private boolean isIn(Instant at) {
      return !at.isBefore(from) && at.isBefore(to);
    }
  }
}
