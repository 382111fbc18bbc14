package tillsight.server.api;

import io.vertx.core.Future;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.ValidatedRequest;
import io.vertx.openapi.validation.ValidatorException;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tillsight.server.http.Refused;

/**
 * Holds requests against the OpenAPI document.
 *
 * <p>Reads the parameters itself: Vert.x's own reader decodes a query twice, takes the first of
 * several values in silence, and makes numbers of short codes in a list.
 */
final class Validation {

  private final RequestValidator validator;

  Validation(RequestValidator validator) {
    this.validator = validator;
  }

  Future<ValidatedRequest> validate(RoutingContext request, Operation operation) {
    refuseUnknown(request, operation);
    refuseZero(request);
    return validator
        .validate(read(request, operation), operation.getOperationId())
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof ValidatorException invalid
                        ? Violations.refusal(invalid, operation)
                        : failure));
  }

  private static void refuseUnknown(RoutingContext request, Operation operation) {
    var known =
        operation.getParameters().stream()
            .filter(parameter -> parameter.getIn() == Location.QUERY)
            .map(Parameter::getName)
            .toList();
    for (var name : request.queryParams().names()) {
      if (!known.contains(name)) {
        throw Refused.invalid(
            name,
            known.isEmpty()
                ? "is not known here; this call takes no parameters"
                : "is not known here; this call takes " + String.join(", ", known));
      }
    }
  }

  /** PostgreSQL's texts cannot hold one; that must not look like a fault of ours. */
  private static void refuseZero(RoutingContext request) {
    var body = request.body().asString();
    if (body != null && body.contains("\\u0000")) {
      throw Refused.invalid("body", "holds a zero character; leave it out");
    }
  }

  private static ValidatableRequest read(RoutingContext request, Operation operation) {
    var parameters = new EnumMap<Location, Map<String, RequestParameter>>(Location.class);
    for (var location : Location.values()) {
      parameters.put(location, new HashMap<>());
    }
    for (var parameter : operation.getParameters()) {
      var values = parameters.get(parameter.getIn());
      if (values != null) {
        values.put(parameter.getName(), new RequestParameterImpl(value(request, parameter)));
      }
    }
    var cookies = parameters.getOrDefault(Location.COOKIE, Map.of());
    var headers = parameters.getOrDefault(Location.HEADER, Map.of());
    var path = parameters.getOrDefault(Location.PATH, Map.of());
    var query = parameters.getOrDefault(Location.QUERY, Map.of());
    if (operation.getRequestBody() == null) {
      return new ValidatableRequestImpl(cookies, headers, path, query);
    }
    var body = new RequestParameterImpl(request.body().buffer());
    var type = request.request().getHeader("Content-Type");
    return new ValidatableRequestImpl(cookies, headers, path, query, body, type);
  }

  private static @Nullable String value(RoutingContext request, Parameter parameter) {
    var name = parameter.getName();
    return switch (parameter.getIn()) {
      case PATH -> request.pathParam(name);
      case HEADER -> request.request().getHeader(name);
      case COOKIE -> null;
      case QUERY -> {
        var values = request.queryParam(name);
        if (isList(parameter)) {
          yield values.isEmpty() ? null : list(parameter, values);
        }
        if (values.size() > 1) {
          throw Refused.invalid(name, "is given more than once; give it once");
        }
        yield values.isEmpty() ? null : values.getFirst();
      }
    };
  }

  private static boolean isList(Parameter parameter) {
    return "array".equals(parameter.getSchema().get("type"));
  }

  /**
   * In the form that the validator takes apart again, with texts quoted so that they stay texts.
   */
  private static String list(Parameter parameter, List<String> values) {
    var text =
        parameter.getSchema().get("items") instanceof JsonObject items
            && "string".equals(items.getString("type"));
    return values.stream()
        .map(value -> parameter.getName() + "=" + (text ? Json.encode(value) : value))
        .collect(Collectors.joining("&"));
  }
}
