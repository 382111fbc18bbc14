package tillsight.server.simulator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tillsight.server.simulator.Movement.Kind;

/**
 * The account that M-PESA keeps for one short code. Its lines stand in the order in which they were
 * booked, and their times never go back, so each balance is the one before it and its own amount.
 */
final class Wallet {

  private final Outlet outlet;
  private final String owner;
  private final long floatCents;
  private final ArrayList<Movement> movements = new ArrayList<>();
  private Instant latest = Instant.MIN;
  private long balanceCents;

  /**
   * @param floatCents what stays in it overnight
   */
  Wallet(Outlet outlet, String owner, long floatCents) {
    this.outlet = outlet;
    this.owner = owner;
    this.floatCents = floatCents;
    balanceCents = floatCents;
  }

  Outlet outlet() {
    return outlet;
  }

  String owner() {
    return owner;
  }

  long balanceCents() {
    return balanceCents;
  }

  /** What has come in above the float. */
  long takingsCents() {
    return balanceCents - floatCents;
  }

  /**
   * When something is booked that is to happen at a moment: in whole seconds, and never earlier.
   */
  Instant moment(Instant at) {
    var second = at.truncatedTo(ChronoUnit.SECONDS);
    return second.isBefore(latest) ? latest : second;
  }

  /** The line for money that leaves it. */
  Movement leaving(Kind kind, String receipt, Instant at, long cents, String type, String to) {
    return new Movement(
        kind,
        receipt,
        outlet.code(),
        -cents,
        at,
        balanceCents - cents,
        type,
        to,
        "",
        "",
        PersonName.organisation(owner),
        null,
        false);
  }

  /** The line for a payment that is given back, with what is known of who paid. */
  Movement reversing(
      SimulatedReversal reversal, String receipt, Instant at, @Nullable Movement paid) {
    return new Movement(
        Kind.REVERSAL,
        receipt,
        outlet.code(),
        -reversal.amountCents(),
        at,
        balanceCents - reversal.amountCents(),
        outlet.isTill() ? Movement.TILL_REVERSAL : Movement.PAYBILL_REVERSAL,
        paid == null ? "" : paid.account(),
        "",
        paid == null ? "" : paid.phone(),
        paid == null ? PersonName.organisation("") : paid.name(),
        reversal.originalReceipt(),
        false);
  }

  void book(Movement movement, boolean keep) {
    latest = movement.at();
    balanceCents = movement.balanceCents();
    if (keep) {
      movements.add(movement);
    }
  }

  /** Lines booked in {@code [from, to)}, oldest first. */
  List<Movement> between(Instant from, Instant to) {
    var first = place(from);
    return List.copyOf(movements.subList(first, Math.max(first, place(to))));
  }

  /** The balance just before a moment. */
  long balanceBefore(Instant at) {
    var place = place(at);
    if (place < movements.size()) {
      var next = movements.get(place);
      return next.balanceCents() - next.amountCents();
    }
    return balanceCents;
  }

  /** Forgets the oldest tenth, and one at least. */
  List<Movement> forget() {
    var oldest = movements.subList(0, Math.min(movements.size(), 1 + movements.size() / 10));
    var forgotten = List.copyOf(oldest);
    oldest.clear();
    return forgotten;
  }

  /** Of the first line that is not before a moment. */
  private int place(Instant at) {
    var low = 0;
    var high = movements.size();
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (movements.get(middle).at().isBefore(at)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
