package tillsight.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;

/** The OpenAPI document: what the API promises, and what requests are held against. */
final class ApiDocument {

  private static final String RESOURCE = "/openapi.yaml";

  /** What Vert.x's reader of contracts can load; it refuses a whole document over others. */
  private static final Set<String> LOADABLE = Set.of("application/json");

  private final String yaml;
  private final JsonObject model;

  ApiDocument() {
    try (var resource = requireNonNull(ApiDocument.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      this.yaml = new String(resource.readAllBytes(), UTF_8);
      this.model =
          new JsonObject(
              new YAMLMapper().readValue(yaml, new TypeReference<Map<String, Object>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String yaml() {
    return yaml;
  }

  JsonObject model() {
    return model.copy();
  }

  /**
   * The document as Vert.x can read it: without answers that are not plain JSON, and with a whole
   * address of a server, of which only the path matters.
   */
  Future<OpenAPIContract> contract(Vertx vertx) {
    var server = new JsonObject().put("url", "http://localhost" + Api.PATH);
    var readable = loadable(model()).put("servers", new JsonArray().add(server));
    return OpenAPIContract.from(vertx, readable);
  }

  private static JsonObject loadable(JsonObject object) {
    if (object.getValue("content") instanceof JsonObject content) {
      content.fieldNames().removeIf(type -> !LOADABLE.contains(type));
    }
    object.forEach(entry -> descend(entry.getValue()));
    // What is uploaded is no JSON, and is looked at by the call itself.
    if (object.getValue("requestBody") instanceof JsonObject body
        && body.getValue("content") instanceof JsonObject content
        && content.isEmpty()) {
      object.remove("requestBody");
    }
    return object;
  }

  private static void descend(Object value) {
    switch (value) {
      case JsonObject object -> loadable(object);
      case JsonArray array -> array.forEach(ApiDocument::descend);
      case null, default -> {}
    }
  }
}
