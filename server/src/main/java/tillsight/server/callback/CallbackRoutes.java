package tillsight.server.callback;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.business.Business;
import tillsight.server.business.DirectoryWatch;
import tillsight.server.http.Sources;

/**
 * M-PESA's callbacks: read, store, acknowledge, in that order. Answers without a router in between,
 * because this is the one path that has to be fast.
 */
public final class CallbackRoutes {

  /** Longest body taken; a real one has 400 bytes. */
  public static final int BODY_BYTES_MAX = 64 * 1024;

  private static final long DROPPED_BYTES_MAX = 4L * 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(CallbackRoutes.class);

  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final Buffer SUCCESS =
      Buffer.buffer("{\"ResultCode\":0,\"ResultDesc\":\"Success\"}");

  private final DirectoryWatch directory;
  private final Inbox inbox;
  private final Intake intake;
  private final InboxMeters meters;
  private final Sources sources;
  private final InstantSource clock;

  public CallbackRoutes(
      DirectoryWatch directory,
      Inbox inbox,
      Intake intake,
      InboxMeters meters,
      Sources sources,
      InstantSource clock) {
    this.directory = directory;
    this.inbox = inbox;
    this.intake = intake;
    this.meters = meters;
    this.sources = sources;
    this.clock = clock;
  }

  /** Takes the request if it is a callback; says false, untouched, if it is something else. */
  public boolean handle(HttpServerRequest request) {
    var path = CallbackPath.of(request.path());
    if (path == null) {
      return false;
    }
    switch (path.kind()) {
      case "" -> refuse(request, "unknown", 404, "path");
      case Intake.VALIDATION -> take(request, path.token(), path.kind(), this::validate);
      default -> take(request, path.token(), path.kind(), this::keep);
    }
    return true;
  }

  /** One arrival: who it is for, where it came from, when, and its bytes. */
  private record Arrival(
      HttpServerRequest request,
      Business business,
      String kind,
      String source,
      Instant at,
      byte[] body) {}

  private void take(HttpServerRequest request, String token, String kind, Consumer<Arrival> next) {
    if (!request.method().equals(HttpMethod.POST)) {
      request.response().putHeader(HttpHeaders.ALLOW, "POST");
      refuse(request, kind, 405, "method");
      return;
    }
    var source = sources.of(request);
    if (!sources.allow(source)) {
      refuse(request, kind, 403, "source");
      return;
    }
    receive(
        request,
        body ->
            directory
                .get()
                .byToken(token)
                .ifPresentOrElse(
                    business ->
                        next.accept(
                            new Arrival(request, business, kind, source, clock.instant(), body)),
                    () -> takeIfNew(request, token, kind, source, body, next)),
        start -> tooLong(request, token, kind, source, start));
  }

  /**
   * Collects the body up to the limit, whether it says beforehand how long it is or not. Of one
   * that is longer the rest is read and dropped, within reason, so that the caller gets to see the
   * answer.
   */
  private static void receive(
      HttpServerRequest request, Consumer<byte[]> whole, Consumer<byte[]> tooLong) {
    var body = Buffer.buffer();
    var dropped = new long[1];
    request.handler(
        chunk -> {
          if (dropped[0] == 0 && body.length() + chunk.length() <= BODY_BYTES_MAX) {
            body.appendBuffer(chunk);
            return;
          }
          if (dropped[0] == 0) {
            tooLong.accept(body.getBytes());
          }
          dropped[0] += chunk.length();
          if (dropped[0] > DROPPED_BYTES_MAX) {
            request.connection().close();
          }
        });
    request.endHandler(
        end -> {
          if (dropped[0] == 0) {
            whole.accept(body.getBytes());
          }
        });
  }

  /** The start of it is kept like any other body that cannot be read. */
  private void tooLong(
      HttpServerRequest request, String token, String kind, String source, byte[] start) {
    refuse(request, kind, 413, "size");
    directory
        .get()
        .byToken(token)
        .ifPresent(
            business ->
                inbox.store(
                    intake.logged(
                        business, kind, clock.instant(), source, start, null, Entry.REJECTED)));
  }

  /** The business may have been added a moment ago. */
  private void takeIfNew(
      HttpServerRequest request,
      String token,
      String kind,
      String source,
      byte[] body,
      Consumer<Arrival> next) {
    directory
        .refresh()
        .onFailure(failure -> unavailable(request, kind, failure))
        .onSuccess(
            fresh ->
                fresh
                    .byToken(token)
                    .ifPresentOrElse(
                        business ->
                            next.accept(
                                new Arrival(
                                    request, business, kind, source, clock.instant(), body)),
                        () -> refuse(request, kind, 404, "token")));
  }

  private void keep(Arrival arrival) {
    var entry =
        intake.arrived(
            arrival.business(), arrival.kind(), arrival.at(), arrival.source(), arrival.body());
    inbox
        .store(entry)
        .onComplete(
            stored -> {
              if (stored.failed()) {
                unavailable(arrival.request(), arrival.kind(), stored.cause());
              } else if (entry.outcome().equals(Entry.REJECTED)) {
                answer(arrival.request(), 400, notIdentifiable(arrival.kind()));
              } else {
                answer(arrival.request(), 200, SUCCESS);
              }
            });
  }

  /** Decided in memory and answered at once; the record of it follows and may take its time. */
  private void validate(Arrival arrival) {
    var business = arrival.business();
    Validation validation;
    try {
      validation = Validation.of(business, arrival.body(), arrival.at());
    } catch (RuntimeException e) {
      log.error("A validation could not be decided; answering as the business wishes", e);
      validation = Validation.onFailure(business);
    }
    answer(arrival.request(), 200, Buffer.buffer(validation.answer()));
    inbox.store(
        intake.logged(
            business,
            Intake.VALIDATION,
            arrival.at(),
            arrival.source(),
            arrival.body(),
            null,
            validation.outcome()));
  }

  private void unavailable(HttpServerRequest request, String kind, Throwable cause) {
    log.warn("A {} was not stored: {}", kind, cause.getMessage());
    request.response().putHeader(HttpHeaders.RETRY_AFTER, "5");
    refuse(request, kind, 503, "unavailable");
  }

  private static Buffer notIdentifiable(String kind) {
    var missing =
        switch (kind) {
          case Intake.STK -> "CheckoutRequestID";
          case Intake.RESULT, Intake.TIMEOUT -> "Result";
          default -> "TransID";
        };
    return Buffer.buffer(
        "{\"ResultCode\":1,\"ResultDesc\":\"Rejected: no JSON object with a %s\"}"
            .formatted(missing));
  }

  private static void answer(HttpServerRequest request, int status, Buffer body) {
    request.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body);
  }

  private void refuse(HttpServerRequest request, String kind, int status, String reason) {
    meters.refused(kind, reason);
    request.response().setStatusCode(status).end();
  }
}
