package tillsight.server.simulator;

import org.jspecify.annotations.Nullable;

/** A short code of the simulated business, as its owner configured it. */
public record Outlet(String code, Kind kind, @Nullable String branch, @Nullable String headOffice) {

  /** What kind of account a short code is. */
  public enum Kind {
    PAYBILL,
    BUY_GOODS,
    /** Takes no customers; tills sweep their takings into it. */
    HEAD_OFFICE;

    /** Reads the word used in files and tables. */
    public static Kind of(String word) {
      return switch (word) {
        case "paybill" -> PAYBILL;
        case "buy-goods" -> BUY_GOODS;
        case "head-office" -> HEAD_OFFICE;
        default ->
            throw new IllegalArgumentException(
                "kind is '" + word + "'; it must be paybill, buy-goods or head-office");
      };
    }
  }

  /** If customers pay without an account reference, and takings may go to a head office. */
  public boolean isTill() {
    return kind == Kind.BUY_GOODS;
  }

  /** The kind of trade at its place. */
  Trade trade() {
    return kind == Kind.PAYBILL ? Trade.ORDERS : Trade.of(branch == null ? "" : branch);
  }
}
