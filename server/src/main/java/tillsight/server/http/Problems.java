package tillsight.server.http;

import static java.util.Objects.requireNonNullElse;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes an HTTP answer, as application/problem+json (RFC 9457). */
public final class Problems {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private static final Duration RETRY = Duration.ofSeconds(2);

  /** Answers whatever goes wrong in this router, unmatched addresses included. */
  public static void install(Router router) {
    router.route().failureHandler(Problems::answer);
    for (var problem : Problem.values()) {
      router.errorHandler(problem.status(), Problems::answer);
    }
  }

  /** Tells the caller what they can act on, and the log what they need not know. */
  public static void answer(RoutingContext request) {
    answer(request, refusal(request));
  }

  /** Answers with a refusal that says more than the failure itself could. */
  public static void answer(RoutingContext request, Refused refusal) {
    if (refusal.problem() == Problem.INTERNAL) {
      log.atError()
          .setCause(request.failure())
          .addKeyValue("method", request.request().method())
          .addKeyValue("path", request.normalizedPath())
          .log("Request failed");
    }
    var response = request.response();
    if (response.ended() || response.headWritten()) {
      // Too late for words: a cut connection is the only way to say that the answer is not whole.
      response.reset();
      return;
    }
    refusal.headers().forEach(response::putHeader);
    response
        .setStatusCode(refusal.problem().status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .end(JsonText.of(body(refusal)));
  }

  private static Refused refusal(RoutingContext request) {
    var failure = request.failure();
    return switch (failure) {
      case Refused refused -> refused;
      case HttpException http -> bare(http.getStatusCode(), request);
      case null -> bare(request.statusCode(), request);
      default -> unreachable(failure) ? unavailable(failure) : bare(request.statusCode(), request);
    };
  }

  private static Refused unavailable(Throwable failure) {
    log.warn("The database cannot be reached: {}", failure.toString());
    return Refused.retryAfter(
        Problem.UNAVAILABLE, RETRY, "The database cannot be reached; try again shortly.");
  }

  private static Refused bare(int status, RoutingContext request) {
    var problem = Problem.of(status < 400 ? 500 : status);
    var detail =
        switch (problem) {
          case NOT_FOUND -> "There is no " + request.normalizedPath() + "; /api/docs lists all.";
          case WRONG_METHOD ->
              request.request().method() + " is not known here; /api/docs lists what is.";
          default -> problem.meaning();
        };
    return new Refused(problem, detail, List.of(), Map.of());
  }

  private static boolean unreachable(@Nullable Throwable failure) {
    return switch (failure) {
      case ClosedConnectionException _, IOException _, TimeoutException _ -> true;
      // 08 connection, 53 resources, 55 not in this state (closed to connections), 57 operator
      // intervention (shutdown, cancelled).
      case PgException e ->
          List.of("08", "53", "55", "57").stream()
              .anyMatch(requireNonNullElse(e.getSqlState(), "")::startsWith);
      case null -> false;
      // The pool's own, which have no type of their own.
      default -> {
        var said = requireNonNullElse(failure.getMessage(), "");
        yield said.startsWith("Timeout") || said.startsWith("Connection is not active");
      }
    };
  }

  private static Map<String, Object> body(Refused refusal) {
    var problem = refusal.problem();
    var body = new LinkedHashMap<String, Object>();
    body.put("type", problem.type());
    body.put("title", problem.title());
    body.put("status", problem.status());
    body.put("detail", requireNonNullElse(refusal.getMessage(), problem.meaning()));
    if (!refusal.errors().isEmpty()) {
      body.put("errors", refusal.errors());
    }
    return body;
  }

  private Problems() {}
}
