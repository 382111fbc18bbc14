package tillsight.server.daraja;

import java.util.regex.Pattern;
import tillsight.server.payer.PhoneNumbers;

/** What Daraja says, fit to be logged and shown: nothing in it identifies or opens anything. */
final class CleanText {

  private static final int CHARACTERS_MAX = 160;
  private static final String HIDDEN = "…";

  /** Tokens, keys and credentials: long runs of what they are made of. Words are shorter. */
  private static final Pattern SECRET =
      Pattern.compile("(?=[A-Za-z+/=_-]{0,40}[0-9])[A-Za-z0-9+/=_-]{16,}|[A-Za-z0-9+/=_-]{24,}");

  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{9,}");
  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Z}\\s]+");

  static String of(String said) {
    var text = INVISIBLE.matcher(said).replaceAll(" ").strip();
    text = ADDRESS.matcher(text).replaceAll(HIDDEN);
    text = NUMBER.matcher(PhoneNumbers.hide(text)).replaceAll(HIDDEN);
    text = SECRET.matcher(text).replaceAll(HIDDEN);
    return text.length() <= CHARACTERS_MAX ? text : text.substring(0, CHARACTERS_MAX) + HIDDEN;
  }

  private CleanText() {}
}
