package tillsight.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;

/**
 * Where a list goes on: the sort key of the last row shown, opaque to callers.
 *
 * <p>It grants nothing: whoever edits one sees another page of what they may see anyway.
 */
public record Cursor(String list, List<String> key) {

  private static final String SEPARATOR = "\n";

  public static Cursor of(String list, Object... key) {
    return new Cursor(list, List.of(key).stream().map(Object::toString).toList());
  }

  /** The form that callers send back. */
  public String text() {
    var text = list + SEPARATOR + String.join(SEPARATOR, key);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  /**
   * Reads a cursor of this list.
   *
   * @throws Refused if it is none
   */
  public static Cursor parse(String text, String list, int parts) {
    try {
      var bytes = Base64.getUrlDecoder().decode(text);
      var key = List.of(new String(bytes, UTF_8).split(SEPARATOR, -1));
      if (key.size() == parts + 1 && key.getFirst().equals(list)) {
        return new Cursor(list, key.subList(1, key.size()));
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the same remedy.
    }
    throw wrong();
  }

  public static Refused wrong() {
    return Refused.invalid(
        "cursor",
        "is not one that this list gave; leave it out to start over, and keep sort and order as they"
            + " were");
  }
}
