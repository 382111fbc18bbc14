package tillsight.server.payer;

/** The form in which a callback named its payer; it decides what the identity is worth. */
public enum PayerForm {
  /** The number itself. */
  PLAIN("plain", "exact"),
  /** A number with its middle hidden: several people may share it. */
  MASKED("masked", "masked"),
  /** SHA-256 of the number, as Daraja's C2B v1 sends it: joins exactly with the plain number. */
  SHA256("sha256", "exact"),
  /** An identifier of unknown make, kept as a token. */
  OPAQUE("opaque", "opaque"),
  /** No payer at all, as in transfers between organisations. */
  NONE("none", "none");

  private final String word;
  private final String confidence;

  PayerForm(String word, String confidence) {
    this.word = word;
    this.confidence = confidence;
  }

  /** The word used in tables and answers. */
  public String word() {
    return word;
  }

  /**
   * How surely two payments with the same identity are one person's: exact, masked, opaque, none.
   */
  public String confidence() {
    return confidence;
  }
}
