package tillsight.server.daraja;

/**
 * One transaction as Pull tells it, every value as the text that was sent; empty if it was not.
 *
 * @param statedTime its zone designator cannot be relied upon
 */
public record PullRow(
    String receipt,
    String statedTime,
    String msisdn,
    String sender,
    String type,
    String account,
    String amount) {

  /** Leaves out who paid, and what for. */
  @Override
  public String toString() {
    return "PullRow " + receipt;
  }
}
