package tillsight.server.daraja;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Daraja that answers as a test has told it to, over real HTTP. Each path has a list of replies;
 * the last one is repeated. Tokens are numbered, and only the newest one is valid.
 */
public final class ScriptedDaraja {

  public static final String TOKEN_PATH = "/oauth/v1/generate";

  /** What is sent back; without a status the connection is cut. */
  public record Reply(int status, String type, String body) {
    public static final Reply CUT = new Reply(0, "", "");

    public static Reply json(int status, String body) {
      return new Reply(status, "application/json", body);
    }

    public static Reply ok(String body) {
      return json(200, body);
    }

    public static Reply error(int status, String code, String message) {
      return json(
          status,
          new JsonObject()
              .put("requestId", "1-2-3")
              .put("errorCode", code)
              .put("errorMessage", message)
              .encode());
    }

    public static Reply html(int status) {
      return new Reply(status, "text/html", "<html><body>Service Unavailable</body></html>");
    }
  }

  /** A request that came. */
  public record Asked(String path, String authorization, String body) {
    public JsonObject json() {
      return new JsonObject(body);
    }
  }

  private final HttpServer server;
  private final Map<String, Deque<Reply>> script = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger tokens = new AtomicInteger();
  private volatile boolean checksTokens = true;
  private volatile InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-02T07:00:00Z"));

  public ScriptedDaraja(Vertx vertx) {
    server = vertx.createHttpServer().requestHandler(this::answer).listen(0, "localhost").await();
  }

  public URI base() {
    return URI.create("http://localhost:" + server.actualPort());
  }

  public void close() {
    server.close().await();
  }

  /** What a path answers from now on, in this order. */
  public ScriptedDaraja on(String path, Reply... replies) {
    script.put(path, new ArrayDeque<>(List.of(replies)));
    return this;
  }

  /** Takes any token. */
  public ScriptedDaraja trusting() {
    checksTokens = false;
    return this;
  }

  /** Gives tokens again, after a test had it do otherwise. */
  public void givesTokens() {
    script.remove(TOKEN_PATH);
  }

  public ScriptedDaraja dated(InstantSource own) {
    clock = own;
    return this;
  }

  /** All requests for a path so far, without those whose token was refused. */
  public List<Asked> asked(String path) {
    return asked.stream().filter(one -> one.path().equals(path)).toList();
  }

  public int tokensGiven() {
    return tokens.get();
  }

  private void answer(HttpServerRequest request) {
    request.body().onSuccess(body -> answer(request, body));
  }

  private void answer(HttpServerRequest request, Buffer body) {
    var authorization = String.valueOf(request.getHeader("Authorization"));
    var path = request.path();
    if (checksTokens
        && !path.equals(TOKEN_PATH)
        && !authorization.equals("Bearer token" + tokens.get())) {
      send(request, Reply.error(404, "404.001.03", "Invalid Access Token"));
      return;
    }
    asked.add(new Asked(path, authorization, body.toString()));
    send(request, next(path));
  }

  private Reply next(String path) {
    var replies = script.get(path);
    if (replies == null) {
      return path.equals(TOKEN_PATH)
          ? Reply.ok(
              "{\"access_token\":\"token%d\",\"expires_in\":\"3599\"}"
                  .formatted(tokens.incrementAndGet()))
          : Reply.error(404, "404.001.01", "Resource not found");
    }
    synchronized (replies) {
      return replies.size() > 1 ? replies.poll() : replies.peek();
    }
  }

  private void send(HttpServerRequest request, Reply reply) {
    if (reply.status() == 0) {
      request.connection().close();
      return;
    }
    request
        .response()
        .setStatusCode(reply.status())
        .putHeader("Content-Type", reply.type())
        .putHeader(
            "Date",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)))
        .end(reply.body());
  }
}
