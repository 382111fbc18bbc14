package tillsight.server.daraja;

import tillsight.server.payer.PhoneNumbers;

/** Free text that goes to Daraja, which stumbles over special characters. */
final class Remarks {

  private static final int CHARACTERS_MIN = 2;

  /** The text in letters, digits and plain punctuation; the other, if little of it is left. */
  static String of(String text, String otherwise, int charactersMax) {
    var plain =
        PhoneNumbers.hide(text).replaceAll("[^A-Za-z0-9 .,-]+", " ").replaceAll(" +", " ").strip();
    var chosen = plain.length() < CHARACTERS_MIN ? otherwise : plain;
    return chosen.length() <= charactersMax ? chosen : chosen.substring(0, charactersMax).strip();
  }

  private Remarks() {}
}
