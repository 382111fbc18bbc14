package tillsight.server.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The document's schemas as rows of HTML tables: a field, its type, what it means. */
final class Shapes {

  private final JsonObject model;

  Shapes(JsonObject model) {
    this.model = model;
  }

  /** The rows of each schema that has a name and fields. */
  Map<String, String> named() {
    var named = new LinkedHashMap<String, String>();
    for (var schema : model.getJsonObject("components").getJsonObject("schemas")) {
      var rows = fields((JsonObject) schema.getValue());
      if (!rows.isEmpty()) {
        named.put(schema.getKey(), rows);
      }
    }
    return named;
  }

  /** The rows of a request's or an answer's body. */
  String content(JsonObject holder) {
    var content = resolved(holder).getJsonObject("content");
    var media = content.getJsonObject(content.fieldNames().iterator().next());
    return fields(resolved(media.getJsonObject("schema")));
  }

  JsonObject resolved(JsonObject object) {
    if (!object.containsKey("$ref")) {
      return object;
    }
    var target = model;
    for (var step : object.getString("$ref").substring(2).split("/")) {
      target = target.getJsonObject(step);
    }
    return target;
  }

  static String row(String name, String kind, String description) {
    return "<tr><th><code>%s</code></th><td>%s</td><td>%s</td></tr>"
        .formatted(text(name), kind, prose(description));
  }

  static String anchor(String name) {
    return "shape-" + name;
  }

  /** Text of the document, whose only markup is code in backticks. */
  static String prose(String markdown) {
    return text(markdown).replaceAll("`([^`]+)`", "<code>$1</code>");
  }

  static String text(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private String fields(JsonObject schema) {
    var own =
        schema.getJsonObject("properties", new JsonObject()).stream()
            .map(
                field -> {
                  var type = resolved((JsonObject) field.getValue());
                  return row(
                      field.getKey(), kind(field.getValue()), type.getString("description", ""));
                })
            .collect(Collectors.joining());
    return objects(schema.getJsonArray("allOf", new JsonArray())).stream()
        .map(part -> fields(resolved(part)))
        .collect(Collectors.joining("", "", own));
  }

  /** The type of a field in a few words. */
  private String kind(Object value) {
    var schema = (JsonObject) value;
    if (schema.containsKey("$ref")) {
      var name = schema.getString("$ref").replaceFirst(".*/", "");
      var target = resolved(schema);
      return fields(target).isEmpty()
          ? kind(target)
          : "<a href=\"#%s\">%s</a>".formatted(anchor(name), text(name));
    }
    if (schema.getValue("enum") instanceof JsonArray words) {
      return text(words.stream().map(Object::toString).collect(Collectors.joining(", ")));
    }
    if (schema.containsKey("items")) {
      return "list of " + kind(schema.getJsonObject("items"));
    }
    if (schema.getValue("oneOf") instanceof JsonArray choices) {
      return choices.stream().map(this::kind).collect(Collectors.joining(" or "));
    }
    if (schema.getValue("properties") instanceof JsonObject inner) {
      return "{" + text(String.join(", ", inner.fieldNames())) + "}";
    }
    var type = schema.getValue("type");
    var words =
        type instanceof JsonArray types
            ? types.stream().map(Object::toString).collect(Collectors.joining(" or "))
            : String.valueOf(type);
    return schema.containsKey("format") ? words + " (" + schema.getString("format") + ")" : words;
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }
}
