package tillsight.server.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tillsight.server.http.Problem;
import tillsight.server.http.Refused;

/** Says in words which field of a request breaks the document, and what it would have to be. */
final class Violations {

  private static final Pattern PARAMETER = Pattern.compile("parameter (\\S+)");
  private static final Pattern PROPERTY = Pattern.compile("property \"([^\"]+)\"");
  private static final String BODY = "body";

  static Refused refusal(ValidatorException violation, Operation operation) {
    if (violation.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT) {
      var problem = Problem.WRONG_MEDIA_TYPE;
      return new Refused(problem, problem.meaning(), List.of(), Map.of());
    }
    var message = String.valueOf(violation.getMessage());
    var named = PARAMETER.matcher(message);
    if (named.find()) {
      return Refused.invalid(named.group(1), parameter(operation, named.group(1)));
    }
    if (violation instanceof SchemaValidationException schema) {
      return Refused.invalid(fields(schema.getOutputUnit(), body(operation)));
    }
    return Refused.invalid(BODY, "must be a JSON object; /api/docs shows its fields");
  }

  private static String parameter(Operation operation, String name) {
    return operation.getParameters().stream()
        .filter(parameter -> parameter.getName().equals(name))
        .map(parameter -> words(parameter.getOpenAPIModel().getJsonObject("schema")))
        .findFirst()
        .orElse("is not valid");
  }

  private static JsonObject body(Operation operation) {
    return operation
        .getRequestBody()
        .getOpenAPIModel()
        .getJsonObject("content")
        .getJsonObject("application/json")
        .getJsonObject("schema")
        .getJsonObject("properties");
  }

  /** One entry a field, in the order in which they were found. */
  private static List<Refused.Field> fields(OutputUnit result, JsonObject properties) {
    var fields = new LinkedHashMap<String, String>();
    for (var error : result.getErrors()) {
      var field = field(error);
      if (properties.getValue(field) instanceof JsonObject schema) {
        fields.putIfAbsent(field, words(schema));
      }
    }
    if (fields.isEmpty()) {
      fields.put(BODY, "must be a JSON object; /api/docs shows its fields");
    }
    return fields.entrySet().stream()
        .map(entry -> new Refused.Field(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static String field(OutputUnit error) {
    var location = error.getInstanceLocation();
    if (location != null && location.startsWith("#/")) {
      return location.substring(2);
    }
    var missing = PROPERTY.matcher(String.valueOf(error.getError()));
    return missing.find() ? missing.group(1) : "";
  }

  /** What a schema takes, as the end of "it …". */
  static String words(JsonObject schema) {
    if (schema.getValue("enum") instanceof JsonArray words) {
      return "must be one of "
          + words.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
    return switch (schema.getString("type", "")) {
      case "integer" ->
          "must be a whole number from %s to %s"
              .formatted(schema.getValue("minimum"), schema.getValue("maximum"));
      case "array" -> words(schema.getJsonObject("items")) + "; repeat it for more than one";
      default -> text(schema);
    };
  }

  private static String text(JsonObject schema) {
    return switch (schema.getString("format", "")) {
      case "date" -> "must be a date such as 2026-03-02";
      case "uuid" -> "must be an id such as 0195f3c2-7b1a-7c33-8a51-5a4f0c1d2e3f";
      default ->
          schema.containsKey("minLength")
              ? "must be text of %d to %d characters"
                  .formatted(schema.getInteger("minLength"), schema.getInteger("maxLength"))
              : "must be text of at most %d characters".formatted(schema.getInteger("maxLength"));
    };
  }

  private Violations() {}
}
