package tillsight.server.simulator.safaricom;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import tillsight.server.simulator.Movement;
import tillsight.server.simulator.Mpesa;

/**
 * Plays Safaricom's Daraja on loopback: what it tells is what stands in M-PESA's books, with the
 * quirks of the real one.
 *
 * <p>Besides Daraja's own paths it answers {@code /truth} with the books, a line of JSON for each
 * movement, and {@code /certificate} with what operators seal their passwords for.
 */
public final class DarajaServer implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final int BODY_BYTES_MAX = 64 * 1024;
  private static final int LINES_AT_ONCE = 500;

  private final Mpesa mpesa;
  private final Future<OperatorKey> key;
  private final Postman postman;
  private final Gateway gateway;
  private final HttpServer server;

  private DarajaServer(Vertx vertx, Mpesa mpesa, DarajaOptions options) {
    this.mpesa = mpesa;
    // Nobody waits for it before the first password has to be opened.
    key = vertx.executeBlocking(() -> OperatorKey.of(options.seed()));
    postman = new Postman(vertx);
    gateway = gateway(options);
    server = vertx.createHttpServer().requestHandler(this::handle);
  }

  /** Starts it; completes when it can be called. */
  public static Future<DarajaServer> start(Vertx vertx, Mpesa mpesa, DarajaOptions options) {
    var started = Promise.<DarajaServer>promise();
    // All that it keeps belongs to one event loop, whoever starts it.
    Context context = vertx.getOrCreateContext();
    context.runOnContext(
        _ -> {
          var daraja = new DarajaServer(vertx, mpesa, options);
          daraja.server.listen(options.port(), HOST).map(daraja).onComplete(started);
        });
    return started.future();
  }

  /** Its base address, without a slash at the end. */
  public URI url() {
    return URI.create("http://" + HOST + ":" + server.actualPort());
  }

  /** The certificate in PEM that operators' passwords are sealed with. */
  public Future<String> certificate() {
    return key.map(OperatorKey::certificate);
  }

  /** Takes no more calls, and sends no more results. */
  public Future<Void> stop() {
    return Future.join(server.close(), postman.close()).mapEmpty();
  }

  @Override
  public void close() {
    stop();
  }

  private Gateway gateway(DarajaOptions options) {
    var quirks = options.quirks();
    var serials = new Serials(options.seed());
    var urls = new C2bUrls(mpesa, quirks, serials, postman);
    var customers = new C2bSimulation(mpesa, urls, serials, options.clock());
    var pull = new PullTransactions(mpesa, options, serials);
    var pushes = new StkPushes(mpesa, urls, options, serials, postman);
    var operators = new Operators(mpesa, options, serials, postman, key);
    var requests = new OperatorRequests(mpesa, operators, options.clock());
    var all = new Gateway(options, serials, new Tokens(options, serials));
    for (var version : new String[] {"v1", "v2"}) {
      var c2b = "/mpesa/c2b/" + version;
      all.serve(c2b + "/registerurl", Family.C2B, (app, call) -> urls.register(app, call, version))
          .serve(c2b + "/simulate", Family.C2B, (app, call) -> customers.pay(app, call, version));
    }
    return all.serve("/pulltransactions/v1/register", Family.PULL, pull::register)
        .serve("/pulltransactions/v1/query", Family.PULL, pull::query)
        .serve("/mpesa/stkpush/v1/processrequest", Family.OTHER, pushes::push)
        .serve("/mpesa/stkpushquery/v1/query", Family.OTHER, pushes::query)
        .serve("/mpesa/transactionstatus/v1/query", Family.OTHER, requests::status)
        .serve("/mpesa/accountbalance/v1/query", Family.OTHER, requests::balance)
        .serve("/mpesa/reversal/v1/request", Family.OTHER, requests::reversal);
  }

  private void handle(HttpServerRequest request) {
    switch (request.path()) {
      case "/truth" -> tellTruth(request);
      case "/certificate" ->
          certificate()
              .onSuccess(pem -> end(request, new Answer(200, "application/x-pem-file", pem)));
      case null, default -> {
        if (fits(request)) {
          request
              .body()
              .onSuccess(body -> end(request, gateway.answer(call(request, body.toString()))));
        } else {
          end(request, new Answer(413, "text/plain", "The body is too long."));
        }
      }
    }
  }

  private static boolean fits(HttpServerRequest request) {
    try {
      var length = Objects.requireNonNullElse(request.getHeader("Content-Length"), "0");
      return Long.parseLong(length) <= BODY_BYTES_MAX
          && request.getHeader("Transfer-Encoding") == null;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Call call(HttpServerRequest request, String body) {
    return new Call(
        request.method().name(),
        Objects.requireNonNullElse(request.path(), ""),
        query(request),
        Objects.requireNonNullElse(request.getHeader("Authorization"), ""),
        body);
  }

  private static Map<String, String> query(HttpServerRequest request) {
    var query = new HashMap<String, String>();
    request.params().forEach(entry -> query.put(entry.getKey(), entry.getValue()));
    return query;
  }

  private static void end(HttpServerRequest request, Answer answer) {
    request
        .response()
        .setStatusCode(answer.status())
        .putHeader("Content-Type", answer.contentType())
        .end(answer.body());
  }

  private void tellTruth(HttpServerRequest request) {
    var query = query(request);
    try {
      var movements =
          mpesa.truth(
              query.get("shortCode"),
              Instant.parse(query.getOrDefault("from", Instant.EPOCH.toString())),
              Instant.parse(query.getOrDefault("to", "9999-01-01T00:00:00Z")));
      var response = request.response().setChunked(true);
      write(response.putHeader("Content-Type", "application/x-ndjson"), movements.iterator());
    } catch (DateTimeException e) {
      var remedy = "from and to must be instants such as 2026-03-02T12:00:00Z\n";
      end(request, new Answer(400, "text/plain", remedy));
    }
  }

  /** Goes on whenever the reader has caught up, so that long books take no room on their way. */
  private static void write(HttpServerResponse response, Iterator<Movement> movements) {
    while (movements.hasNext() && !response.writeQueueFull()) {
      var lines = new StringBuilder();
      for (var i = 0; i < LINES_AT_ONCE && movements.hasNext(); i++) {
        lines.append(movements.next().truth()).append('\n');
      }
      response.write(lines.toString());
    }
    if (movements.hasNext()) {
      response.drainHandler(_ -> write(response, movements));
    } else {
      response.end();
    }
  }
}
