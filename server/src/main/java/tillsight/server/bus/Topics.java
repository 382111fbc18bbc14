package tillsight.server.bus;

/** All the news there is. */
public final class Topics {

  /** Payments that the ledger did not have before; one message a commit and business. */
  public static final Topic<PaymentsBooked> PAYMENTS_BOOKED =
      new Topic<>("payments.booked", PaymentsBooked.class);

  /** Answers of Daraja's that are to be settled. */
  public static final Topic<ResultsArrived> RESULTS_ARRIVED =
      new Topic<>("results.arrived", ResultsArrived.class);

  /**
   * @param first id of the first callback of the commit (UUIDv7 text, so ids sort by arrival)
   * @param last id of its last callback; the booked payments are those whose callback lies between
   */
  public record PaymentsBooked(int businessId, String first, String last, int payments) {}

  public record ResultsArrived(int results) {}

  private Topics() {}
}
