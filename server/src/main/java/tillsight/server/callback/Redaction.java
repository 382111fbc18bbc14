package tillsight.server.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Shows a raw form to people: as plain text, without phone numbers in whatever form, without names
 * but the first, and at most a few kilobytes of it.
 */
final class Redaction {

  /** Longest text shown; real callbacks are far shorter. */
  static final int SHOWN_CHARS_MAX = 4 * 1024;

  static final String HIDDEN = "(hidden)";

  private static final String FIRST_NAME = "firstname";
  private static final Set<String> SECRET =
      Set.of(
          "msisdn",
          "phonenumber",
          "phone",
          "payer",
          "sender",
          "middlename",
          "lastname",
          "invoicenumber",
          "debitpartyname",
          "creditpartyname",
          "debitpartypublicname",
          "creditpartypublicname",
          "otherpartyinfo",
          "otherparty",
          "initiator",
          "securitycredential");

  // Fields of bodies that are no JSON, or no longer: name, what parts it from its value, value.
  private static final Pattern FIELD =
      Pattern.compile(
          "(?i)(?<!/)\\b("
              + String.join("|", SECRET)
              + ")(\\s*[\"']?\\s*[:=>]\\s*[\"']?)([^\"'<&,}\\r\\n]*)");
  private static final Pattern FIRST =
      Pattern.compile(
          "(?i)(?<!/)\\b(first_?name)(\\s*[\"']?\\s*[:=>]\\s*[\"']?)([^\"'<&,}\\r\\n]*)");
  private static final Pattern PUSH = Pattern.compile("ws_CO_[0-9A-Za-z]+");
  private static final Pattern HASH =
      Pattern.compile("(?<![0-9A-Za-z])[0-9a-fA-F]{60,64}(?![0-9A-Za-z])");
  private static final Pattern MASK = Pattern.compile("\\+?[0-9]{2,9} ?[*xX]{2,10} ?[0-9]{1,6}");
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![0-9.])(?:\\+?254[ -]?|0)?[17][0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{3}(?![0-9])");
  // 254712345678 - JANE WANJIRU DOE: only the first of the names stays.
  private static final Pattern NAMES =
      Pattern.compile("(\\(hidden\\) ?- ?\\p{L}+)(?: [\\p{L}.'-]+)+?(?= Acc\\.|[^\\p{L} .'-]|$)");

  private final boolean firstName;

  /**
   * @param firstName whether the first name may be seen
   */
  Redaction(boolean firstName) {
    this.firstName = firstName;
  }

  String of(String kind, byte[] body) {
    if (!firstName && kind.equals(CsvPayment.CSV)) {
      // Which of its fields is the name is told by nothing in it.
      return HIDDEN;
    }
    var shown =
        BodyTree.of(body)
            .filter(tree -> !tree.twice())
            .map(tree -> tree(tree.root()).toPrettyString())
            .orElseGet(
                () -> text(new String(body, 0, Math.min(body.length, 4 * SHOWN_CHARS_MAX), UTF_8)));
    var visible = visible(shown);
    return visible.length() <= SHOWN_CHARS_MAX
        ? visible
        : visible.substring(0, visible.offsetByCodePoints(0, cut(visible))) + " …";
  }

  private JsonNode tree(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> object(object);
      case ArrayNode array -> {
        var shown = JsonNodeFactory.instance.arrayNode();
        array.forEach(item -> shown.add(tree(item)));
        yield shown;
      }
      default -> leaf(node);
    };
  }

  /** A field, or one of the pairs that results are made of: their key stands beside the value. */
  private ObjectNode object(ObjectNode object) {
    var pair = object.path("Key").asText(object.path("Name").asText());
    var shown = JsonNodeFactory.instance.objectNode();
    for (var field : object.properties()) {
      var name = field.getKey().equals("Value") ? pair : field.getKey();
      shown.set(
          hide(field.getKey()),
          isSecret(name) && !isEmpty(field.getValue())
              ? TextNode.valueOf(HIDDEN)
              : tree(field.getValue()));
    }
    return shown;
  }

  private JsonNode leaf(JsonNode node) {
    if (!node.isTextual() && !node.isNumber()) {
      return node;
    }
    var text = node.asText();
    var hidden = hide(text);
    return hidden.equals(text) ? node : TextNode.valueOf(hidden);
  }

  private boolean isSecret(String name) {
    var plain = name.replace("_", "").replace(" ", "").toLowerCase(Locale.ROOT);
    return SECRET.contains(plain) || (!firstName && plain.equals(FIRST_NAME));
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isNull() || (value.isTextual() && value.asText().isBlank());
  }

  private String text(String body) {
    var fields = FIELD.matcher(body).replaceAll("$1$2" + HIDDEN);
    return hide(firstName ? fields : FIRST.matcher(fields).replaceAll("$1$2" + HIDDEN));
  }

  private static String hide(String text) {
    var hidden = PUSH.matcher(text).replaceAll("ws_CO_" + HIDDEN);
    hidden = HASH.matcher(hidden).replaceAll(HIDDEN);
    hidden = MASK.matcher(hidden).replaceAll(HIDDEN);
    hidden = NUMBER.matcher(hidden).replaceAll(HIDDEN);
    return NAMES.matcher(hidden).replaceAll("$1");
  }

  /** What would not be seen, or would change what is seen, by its number. */
  private static String visible(String text) {
    var visible = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n' || !isInvisible(c)) {
                visible.appendCodePoint(c);
              } else {
                visible.append(String.format(Locale.ROOT, "\\u%04x", c));
              }
            });
    return visible.toString();
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** As many code points as surely fit. */
  private static int cut(String text) {
    return text.codePointCount(0, SHOWN_CHARS_MAX) - 1;
  }
}
