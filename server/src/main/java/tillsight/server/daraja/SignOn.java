package tillsight.server.daraja;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.daraja.DarajaRefusal.Why;

/**
 * Gets the token that a call is made with: from memory, from another node, or from Daraja. Callers
 * who come while one is being got share it.
 */
final class SignOn {

  private static final Logger log = LoggerFactory.getLogger(SignOn.class);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LIFETIME = Duration.ofSeconds(3599);
  private static final Duration LIFETIME_MAX = Duration.ofDays(1);
  private static final int ATTEMPTS_MAX = 2;

  private final Vertx vertx;
  private final URI base;
  private final DarajaHttp http;
  private final AccessTokens tokens;
  private final InstantSource clock;
  private final Backoff backoff;
  private final Map<Buffer, AccessToken> held = new ConcurrentHashMap<>();
  private final Map<Buffer, Future<AccessToken>> underWay = new ConcurrentHashMap<>();

  /**
   * A token that Daraja has just given.
   *
   * @param ahead how far Daraja's clock is ahead of ours; null if it told no time
   */
  record Fresh(AccessToken token, @Nullable Duration ahead) {}

  SignOn(
      Vertx vertx,
      URI base,
      DarajaHttp http,
      AccessTokens tokens,
      InstantSource clock,
      Backoff backoff) {
    this.vertx = vertx;
    this.base = base;
    this.http = http;
    this.tokens = tokens;
    this.clock = clock;
    this.backoff = new Backoff(ATTEMPTS_MAX, backoff.base(), backoff.waitMax());
  }

  /** A token that is good for some time yet, and not the one that Daraja has refused. */
  Future<AccessToken> token(DarajaAccount account, @Nullable AccessToken refused) {
    Predicate<AccessToken> usable =
        token ->
            token.isFreshAt(clock.instant())
                && (refused == null || !token.text().equals(refused.text()));
    var app = app(account);
    var mine = held.get(app);
    return mine != null && usable.test(mine)
        ? Future.succeededFuture(mine)
        : shared(account, app, usable);
  }

  /** Asks Daraja for a new token, whether or not there is one. */
  Future<Fresh> anew(DarajaAccount account) {
    var app = app(account);
    return turn(account, app, token -> false, deadline())
        .onSuccess(fresh -> held.put(app, fresh.token()));
  }

  /** Makes the next call ask for a new token: this one may be older than a product of the app. */
  Future<Void> forget(DarajaAccount account) {
    var app = app(account);
    held.remove(app);
    return tokens.forget(app);
  }

  Future<AccessTokens.Checked> checked(DarajaAccount account) {
    return tokens.checked(app(account));
  }

  private Buffer app(DarajaAccount account) {
    try {
      var name = base + "\n" + account.consumerKey();
      return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Future<AccessToken> shared(
      DarajaAccount account, Buffer app, Predicate<AccessToken> usable) {
    var promise = Promise.<AccessToken>promise();
    var others = underWay.putIfAbsent(app, promise.future());
    if (others != null) {
      // It may be the very one that was refused, if it was on its way before.
      return others.compose(
          token ->
              usable.test(token) ? Future.succeededFuture(token) : shared(account, app, usable));
    }
    Future.succeededFuture()
        .compose(start -> find(account, app, usable))
        .onSuccess(token -> held.put(app, token))
        .onComplete(
            done -> {
              underWay.remove(app);
              promise.handle(done);
            });
    return promise.future();
  }

  private Future<AccessToken> find(
      DarajaAccount account, Buffer app, Predicate<AccessToken> usable) {
    return tokens
        .find(app)
        .compose(
            found ->
                found
                    .filter(usable)
                    .map(Future::succeededFuture)
                    .orElseGet(() -> turn(account, app, usable, deadline()).map(Fresh::token)));
  }

  private static long deadline() {
    return System.nanoTime() + PATIENCE.toNanos();
  }

  private Future<Fresh> turn(
      DarajaAccount account, Buffer app, Predicate<AccessToken> usable, long deadline) {
    var turn = UUID.randomUUID();
    return tokens
        .takeTurn(app, turn)
        .compose(
            ours -> {
              if (ours.isEmpty()) {
                return wait(account, app, usable, deadline);
              }
              var current = ours.get().filter(usable);
              return current.isPresent()
                  ? tokens.endTurn(app, turn).map(new Fresh(current.get(), null))
                  : mint(account, app, turn);
            });
  }

  private Future<Fresh> wait(
      DarajaAccount account, Buffer app, Predicate<AccessToken> usable, long deadline) {
    if (System.nanoTime() > deadline) {
      return Future.failedFuture(
          new DarajaRefusal(Why.NO_ANSWER, null, "another server waits for a token too"));
    }
    return vertx
        .timer(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)
        .compose(passed -> turn(account, app, usable, deadline));
  }

  private Future<Fresh> mint(DarajaAccount account, Buffer app, UUID turn) {
    return Future.succeededFuture()
        .compose(start -> ask(account, 1))
        .compose(
            fresh ->
                tokens
                    .store(app, turn, fresh.token(), clock.instant())
                    .otherwise(
                        e -> {
                          log.warn("A token of Daraja cannot be shared: {}", e.toString());
                          return null;
                        })
                    .map(fresh))
        .recover(e -> failed(app, turn, Daraja.clean(account, e)));
  }

  private Future<Fresh> failed(Buffer app, UUID turn, Throwable e) {
    return tokens
        .fail(app, turn, state(e), clock.instant(), String.valueOf(e.getMessage()))
        .otherwiseEmpty()
        .compose(noted -> Future.failedFuture(e));
  }

  private Future<Fresh> ask(DarajaAccount account, int attempt) {
    return http.token(account)
        .map(this::fresh)
        .recover(
            e ->
                attempt < backoff.attempts() && Daraja.isPassing(e)
                    ? vertx
                        .timer(backoff.waitMs(attempt), TimeUnit.MILLISECONDS)
                        .compose(passed -> ask(account, attempt + 1))
                    : Future.failedFuture(e));
  }

  private Fresh fresh(Answer answer) {
    var silent = Said.of(answer.body()).isEmpty();
    if (answer.status() == 401 || (answer.status() == 400 && silent)) {
      throw new DarajaRefusal(Why.WRONG_CREDENTIALS, "HTTP " + answer.status(), "");
    }
    var said = answer.said();
    var text = said.text("access_token");
    if (text.isEmpty()) {
      throw new DarajaRefusal(Why.UNREADABLE, null, "no access_token");
    }
    var now = clock.instant();
    var date = answer.date();
    return new Fresh(
        new AccessToken(text, now.plus(lifetime(said.text("expires_in")))),
        date == null ? null : Duration.between(now, date));
  }

  /** A number or text; without one, what Daraja's usually is. */
  private static Duration lifetime(String seconds) {
    try {
      var told = Duration.ofSeconds(Math.max(0, (long) Double.parseDouble(seconds)));
      return told.compareTo(LIFETIME_MAX) > 0 ? LIFETIME_MAX : told;
    } catch (NumberFormatException e) {
      return LIFETIME;
    }
  }

  private static String state(Throwable e) {
    return e instanceof DarajaRefusal refusal && !refusal.why().retryHelps()
        ? "refused"
        : "unreachable";
  }
}
