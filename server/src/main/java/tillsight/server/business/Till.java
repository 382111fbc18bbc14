package tillsight.server.business;

import org.jspecify.annotations.Nullable;

/** Where money arrives. Callbacks name it by its code or by its store number. */
public record Till(
    int id,
    @Nullable Integer branchId,
    String code,
    Kind kind,
    String name,
    @Nullable String headOffice,
    @Nullable String storeNumber) {

  /** What kind of account a short code is. */
  public enum Kind {
    PAYBILL("paybill"),
    BUY_GOODS("buy-goods"),
    /** The organisation account behind Buy Goods tills; no outlet of its own. */
    HEAD_OFFICE("head-office");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** The word used in files, tables and answers. */
    public String word() {
      return word;
    }

    public static Kind of(String word) {
      for (var kind : values()) {
        if (kind.word.equals(word)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("kind is '" + word + "'; it must be paybill or buy-goods");
    }
  }
}
