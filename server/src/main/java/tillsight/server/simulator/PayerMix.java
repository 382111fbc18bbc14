package tillsight.server.simulator;

import tillsight.server.simulator.Dice.Subject;

/**
 * How often a payer is named in which form.
 *
 * <p>A real short code keeps to the form its Daraja product sends, so each has a form of its own,
 * given out in these shares; only the rest of its payments is drawn afresh.
 *
 * @param loyal share of a short code's payments that keep to its own form
 */
public record PayerMix(double plain, double masked, double sha256, double loyal) {

  public static final PayerMix DEFAULT = new PayerMix(0.15, 0.45, 0.40, 0.9);

  private static final double GOLDEN = 0.6180339887498949;

  public PayerMix {
    if (!(plain >= 0 && masked >= 0 && sha256 >= 0)
        || Math.abs(plain + masked + sha256 - 1) > 1e-6) {
      throw new IllegalArgumentException(
          "the shares of plain, masked and sha256 must add up to 1, not "
              + (plain + masked + sha256));
    }
    if (!(loyal >= 0 && loyal <= 1)) {
      throw new IllegalArgumentException("loyal must be 0 to 1, not " + loyal);
    }
  }

  /** Every payer in one form. */
  public static PayerMix only(PayerForm form) {
    return new PayerMix(
        form == PayerForm.PLAIN ? 1 : 0,
        form == PayerForm.MASKED ? 1 : 0,
        form == PayerForm.SHA256 ? 1 : 0,
        1);
  }

  /** Each payment drawn by itself, whatever its short code. */
  public PayerMix drawnByPayment() {
    return new PayerMix(plain, masked, sha256, 0);
  }

  public PayerForm form(SimulatedPayment payment) {
    var dice = Dice.of(0, Subject.PAYER_FORM, payment.receipt());
    return dice.falls(loyal) ? form(place(payment.shortCode())) : form(dice.share());
  }

  private PayerForm form(double share) {
    if (share < plain) {
      return PayerForm.PLAIN;
    }
    return share < plain + masked ? PayerForm.MASKED : PayerForm.SHA256;
  }

  /** Steps of the golden ratio spread neighbouring short codes evenly over [0, 1). */
  private static double place(String shortCode) {
    var turns = Long.parseLong(shortCode) * GOLDEN;
    return turns - Math.floor(turns);
  }
}
