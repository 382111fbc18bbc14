package tillsight.server.simulator;

import java.util.Locale;

/** Something that goes wrong, or unannounced, at M-PESA or on the way from it. */
public enum Fault {
  /** A payment is announced twice. */
  DUPLICATES(0.05),
  /** A callback arrives after its successors. */
  REORDER(0.20),
  /** A payment is never announced. */
  LOSS(0.02),
  /** Nothing arrives for a while, then all of it at once; the share is of the time. */
  BURST(0.10),
  /** Nothing arrives for a while, and never later; the share is of the time. */
  OUTAGE(0.10),
  /** A second callback has the receipt of the first and another amount. */
  TAMPER(0.01),
  /** A payment is given back, which no callback tells; later balances show it. */
  REVERSALS(0.01),
  /** The payment's till sends all its takings to the head office, or to its bank. */
  SETTLEMENTS(0.002);

  private final double share;

  Fault(double share) {
    this.share = share;
  }

  /** How often it happens unless said otherwise. */
  public double share() {
    return share;
  }

  /** As it is written on a command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
