package tillsight.server.simulator;

/**
 * A customer with habits of their own.
 *
 * @param joined first day they may come, as an epoch day
 * @param left first day on which they come no more
 * @param rate visits on an average day
 * @param outlet where they usually pay, as an index into the profile's outlets
 * @param basket logarithm of their middling basket in shillings
 * @param second time of day that suits them
 */
record Shopper(
    int id,
    Habit habit,
    long joined,
    long left,
    double rate,
    int outlet,
    double basket,
    int second,
    String phone,
    PersonName name) {

  /** What brings a customer, how often, and how different they are from each other. */
  enum Habit {
    /** Comes past a till. */
    WALK_IN(0.26, 0.62, 0.55),
    /** Orders and pays by Paybill with the order's number. */
    ORDERS(0.11, 0.9, 0.7),
    /** Buys in bulk on a standing account. */
    WHOLESALE(0.2, 2.0, 0.9),
    /** Pays a standing account once a month, near a date of their own. */
    MONTHLY(1 / 30.4, Double.POSITIVE_INFINITY, 0.25);

    /** Visits a day of the average customer. */
    final double rate;

    /** Gamma shape of the rates: the smaller, the more unlike each other. */
    final double shape;

    /** Spread of the logarithm of one customer's baskets. */
    final double spread;

    Habit(double rate, double shape, double spread) {
      this.rate = rate;
      this.shape = shape;
      this.spread = spread;
    }
  }

  boolean isHere(long day) {
    return joined <= day && day < left;
  }
}
