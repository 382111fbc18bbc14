package tillsight.server.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.RequestValidator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.Caller;
import tillsight.server.access.Permission;
import tillsight.server.access.Sessions;
import tillsight.server.business.Business;
import tillsight.server.business.Directory;
import tillsight.server.http.JsonText;
import tillsight.server.http.Problem;
import tillsight.server.http.Refused;

/**
 * The one way into the API: every call of the document is hung up here, with what it takes to make
 * it. Who is calling, may they, is the request valid: in that order, before any code of the call.
 */
final class Gate {

  private static final String BEARER = "Bearer ";

  /** The first that a call asks of the database; if this takes longer, that is away. */
  private static final Duration FIRST_ANSWER_MAX = Duration.ofMillis(2_500);

  private final RouterBuilder routes;
  private final Validation validation;
  private final Sessions sessions;
  private final Supplier<Directory> directory;
  private final InstantSource clock;

  Gate(
      Vertx vertx,
      OpenAPIContract contract,
      Sessions sessions,
      Supplier<Directory> directory,
      InstantSource clock) {
    this.routes = RouterBuilder.create(vertx, contract);
    this.validation = new Validation(RequestValidator.create(vertx, contract));
    this.sessions = sessions;
    this.directory = directory;
    this.clock = clock;
  }

  /** Hangs up a call that anybody may make, with the status of its success. */
  void open(String operation, int status, Function<JsonObject, Future<?>> call) {
    var route = route(operation);
    route.addHandler(
        request ->
            answer(
                request,
                status,
                () ->
                    validation
                        .validate(request, route.getOperation())
                        .compose(valid -> inTime(sessions.reachable()).map(valid))
                        .compose(valid -> call.apply(valid.getBody().getJsonObject()))));
  }

  /** Hangs up a call that takes a permission. It answers 200 with a body, 204 without. */
  void guarded(String operation, Permission permission, Function<Call, Future<?>> call) {
    guarded(operation, 200, permission, call);
  }

  /** The same with another status for success, such as 202 for what has only begun. */
  void guarded(
      String operation, int status, Permission permission, Function<Call, Future<?>> call) {
    var route = route(operation);
    route.addHandler(
        request ->
            answer(request, status, () -> call(request, route, permission).compose(call::apply)));
  }

  /** Hangs up a call whose work goes on after it has been answered. It answers 202. */
  void accepted(String operation, Permission permission, Function<Call, Future<?>> call) {
    var route = route(operation);
    route.addHandler(
        request ->
            answer(request, 202, () -> call(request, route, permission).compose(call::apply)));
  }

  /** Lets a request on to its body only if its sender has a permission. */
  void admit(RoutingContext request, Permission permission) {
    request.request().pause();
    sessions
        .signedIn(token(request))
        .map(
            signedIn -> {
              signedIn.caller().require(permission);
              return signedIn;
            })
        .onComplete(
            admitted -> {
              request.request().resume();
              if (admitted.succeeded()) {
                request.next();
              } else {
                request.fail(admitted.cause());
              }
            });
  }

  /** Hangs up a call that writes its answer itself. */
  void streamed(String operation, Permission permission, Function<Call, Future<?>> call) {
    var route = route(operation);
    route.addHandler(
        request ->
            Future.future(start -> start.complete())
                .compose(start -> call(request, route, permission))
                .compose(call::apply)
                .onFailure(request::fail));
  }

  /** The router, once every call of the document has been hung up. */
  Router router() {
    for (var route : routes.getRoutes()) {
      if (route.getHandlers().isEmpty()) {
        throw new IllegalStateException(
            route.getOperation().getOperationId() + " is described but not built");
      }
    }
    return routes.createRouter();
  }

  /** The business of a caller, as this node knows it. */
  Business business(Caller caller) {
    return directory
        .get()
        .byId(caller.businessId())
        .orElseThrow(
            () ->
                Refused.retryAfter(
                    Problem.UNAVAILABLE,
                    Duration.ofSeconds(1),
                    "The business was set up a moment ago; try again in a second."));
  }

  private OpenAPIRoute route(String operation) {
    var route =
        Objects.requireNonNull(routes.getRoute(operation), () -> operation + " is not described");
    // Both are done here: in our order, and with answers that say what to do.
    return route.setDoSecurity(false).setDoValidation(false);
  }

  private Future<Call> call(RoutingContext request, OpenAPIRoute route, Permission permission) {
    return inTime(sessions.signedIn(token(request)))
        .compose(
            signedIn -> {
              signedIn.caller().require(permission);
              return validation
                  .validate(request, route.getOperation())
                  .map(
                      valid ->
                          new Call(
                              request,
                              valid,
                              signedIn,
                              business(signedIn.caller()),
                              clock.instant()));
            });
  }

  private static <T> Future<T> inTime(Future<T> first) {
    return first.timeout(FIRST_ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String token(RoutingContext request) {
    var header = request.request().getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : "";
  }

  private static void answer(
      RoutingContext request, int status, Supplier<Future<? extends @Nullable Object>> call) {
    Future.future(start -> start.complete())
        .compose(start -> call.get())
        .onSuccess(
            body -> {
              var response = request.response();
              if (body == null) {
                response.setStatusCode(204).end();
              } else {
                response
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(JsonText.of(body));
              }
            })
        .onFailure(request::fail);
  }
}
