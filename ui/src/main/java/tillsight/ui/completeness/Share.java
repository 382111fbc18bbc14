package tillsight.ui.completeness;

import tillsight.ui.client.Completeness;
import tillsight.ui.common.Definition;
import tillsight.ui.common.Shillings;

/** The completeness of a range as a figure, and what that figure means. */
final class Share {

  static final String NAME = "Completeness";

  static String of(Completeness proof) {
    return proof.completeness() == null ? "–" : Shillings.share(proof.completeness());
  }

  static Definition definition() {
    return new Definition(
        NAME,
        "The share of payments that Safaricom reported as they happened. The rest had to be"
            + " recovered, or is still unexplained.",
        "Matched ÷ (matched + recovered + unexplained).");
  }

  private Share() {}
}
