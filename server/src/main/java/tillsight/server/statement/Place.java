package tillsight.server.statement;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tillsight.server.business.Business;
import tillsight.server.business.Till;

/** Whose account a statement tells of. */
record Place(Business business, Till till) {

  /**
   * Finds it by the short code in the preamble, or by the one that was asked for.
   *
   * @throws Damaged if that is none of these businesses', or the two contradict each other
   */
  static Place of(Preamble preamble, @Nullable String asked, Collection<Business> businesses) {
    var stated = preamble.shortCode();
    if (asked == null) {
      if (stated == null) {
        throw Damaged.file(
            "The statement does not say which till or Paybill it is of. Name it: --till CODE, or the"
                + " till of the upload.");
      }
      return find(stated, businesses)
          .orElseThrow(
              () ->
                  Damaged.file(
                      "The statement is of short code %s, which is no till known here. Add it with tillsight apply, or name the till that it belongs to: --till CODE, or the till of the upload."
                          .formatted(stated)));
    }
    var place =
        find(asked, businesses)
            .orElseThrow(
                () ->
                    Damaged.file(
                        "%s is no till known here. Correct it, or add it with tillsight apply."
                            .formatted(asked)));
    var own = stated == null ? Optional.<Place>empty() : find(stated, businesses);
    if (own.isPresent()
        && !own.get().till().equals(place.till())
        && !own.get().till().code().equals(place.till().headOffice())) {
      throw Damaged.file(
          "The statement is of short code %s, not of %s. Leave the till out, or load the right file."
              .formatted(stated, asked));
    }
    return place;
  }

  private static Optional<Place> find(String code, Collection<Business> businesses) {
    return businesses.stream()
        .flatMap(business -> business.till(code).map(till -> new Place(business, till)).stream())
        .findFirst();
  }
}
