package tillsight.server.statement;

import org.jspecify.annotations.Nullable;
import tillsight.server.business.Till;

/**
 * What a statement says, once all of it has been read and found whole.
 *
 * @param reversals how many of its rows take payments back
 * @param totalsMatch null when its preamble states no totals, or they are not known yet
 */
record Facts(
    Format format,
    Till till,
    Preamble preamble,
    long rows,
    long reversals,
    long paidInCents,
    long withdrawnCents,
    @Nullable Boolean totalsMatch) {

  static Facts none(Format format, Till till, Preamble preamble) {
    return new Facts(format, till, preamble, 0, 0, 0, 0, null);
  }

  /** The account it tells of: as it says, else the one on which such a till is paid. */
  String account() {
    var stated = preamble.account();
    if (stated != null) {
      return stated;
    }
    return till.kind() == Till.Kind.BUY_GOODS || format == Format.MERCHANT ? "merchant" : "utility";
  }

  /** With whether the rows add up to the totals that are stated. */
  Facts compared() {
    var paidIn = preamble.paidInCents();
    var withdrawn = preamble.withdrawnCents();
    var match =
        (paidIn == null && withdrawn == null)
            ? null
            : Boolean.valueOf(
                (paidIn == null || paidIn == paidInCents)
                    && (withdrawn == null || withdrawn == withdrawnCents));
    return new Facts(format, till, preamble, rows, reversals, paidInCents, withdrawnCents, match);
  }
}
