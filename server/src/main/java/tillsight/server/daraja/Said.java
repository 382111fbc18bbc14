package tillsight.server.daraja;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a JSON answer by their names. Daraja spells names with and without spaces and in
 * any case, and sends numbers as numbers or as text; both are the same here.
 */
final class Said {

  private final Map<String, Object> fields = new HashMap<>();

  private Said(JsonObject json) {
    json.forEach(
        field -> {
          if (field.getValue() != null) {
            fields.putIfAbsent(plain(field.getKey()), field.getValue());
          }
        });
  }

  /** The fields of a body; empty if it is no JSON object. */
  static Optional<Said> of(Buffer body) {
    try {
      return body.toJsonValue() instanceof JsonObject json
          ? Optional.of(new Said(json))
          : Optional.empty();
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }

  /** The first of these fields that is there and not blank, stripped; empty if none is. */
  String text(String... names) {
    for (var name : names) {
      var value = fields.get(plain(name));
      if (value != null && !(value instanceof JsonObject) && !value.toString().isBlank()) {
        return value.toString().strip();
      }
    }
    return "";
  }

  Optional<Said> inner(String name) {
    return fields.get(plain(name)) instanceof JsonObject json
        ? Optional.of(new Said(json))
        : Optional.empty();
  }

  private static String plain(String name) {
    return name.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
  }
}
