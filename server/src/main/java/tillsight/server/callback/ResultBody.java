package tillsight.server.callback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Result of one of Daraja's asynchronous answers (daraja.md 6), before anyone says what it
 * means.
 *
 * @param twice a field occurs twice
 */
public record ResultBody(JsonNode result, boolean twice) {

  private static final int TEXT_CHARS_MAX = 80;

  /** A parameter of it: its key and its value as they were written. */
  public record Parameter(String key, String value) {}

  /** Nothing unless there is a Result object that names something to know it by. */
  public static Optional<ResultBody> of(byte[] body) {
    return BodyTree.of(body)
        .map(tree -> new ResultBody(tree.root().path("Result"), tree.twice()))
        .filter(ResultBody::isIdentifiable);
  }

  /** What it answers to; null when it does not say. */
  public @Nullable String conversation() {
    var text = text("OriginatorConversationID");
    return text.isEmpty() ? null : text;
  }

  /** A field of it, cleaned and at most as long as any real one; empty when it is not there. */
  public String text(String field) {
    var text = Text.clean(BodyTree.text(result.path(field)));
    return text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX);
  }

  /** Its parameters in their order: a list, or one object in the place of a list. */
  public List<Parameter> parameters() {
    var given = result.path("ResultParameters");
    var list = given.isArray() ? given : given.path("ResultParameter");
    var parameters = new ArrayList<Parameter>();
    for (var item : list.isObject() ? List.of(list) : list) {
      parameters.add(
          new Parameter(BodyTree.text(item.path("Key")), BodyTree.text(item.path("Value"))));
    }
    return parameters;
  }

  private boolean isIdentifiable() {
    return result.isObject()
        && (!text("OriginatorConversationID").isEmpty()
            || !text("ConversationID").isEmpty()
            || !text("TransactionID").isEmpty()
            || result.path("ResultParameters").isContainerNode());
  }

  /** Leaves what it says out. */
  @Override
  public String toString() {
    return "ResultBody";
  }
}
