package tillsight.server.daraja;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.access.Seal;
import tillsight.server.daraja.DarajaRefusal.Why;

/**
 * Calls Daraja: with the token of the app, within limits of time, size and number, and again where
 * that is harmless. Every failure is a {@link DarajaRefusal}, but for those of our own database.
 */
public final class Daraja {

  private static final Logger log = LoggerFactory.getLogger(Daraja.class);

  /** What may pass by itself within seconds. */
  private static final Set<Why> PASSING =
      EnumSet.of(
          Why.UNREACHABLE,
          Why.NO_ANSWER,
          Why.UNAVAILABLE,
          Why.SPIKE_ARREST,
          Why.QUOTA,
          Why.DARAJA_FAULT);

  private final Vertx vertx;
  private final URI base;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final Backoff backoff;
  private final DarajaHttp http;
  private final SignOn signOn;
  private final Registrations registrations;

  /**
   * What came of trying the keys of an app.
   *
   * @param ahead how far Daraja's clock is ahead of ours; null if it told no time
   */
  public record Tried(Instant tokenExpiresAt, @Nullable Duration ahead) {}

  public Daraja(
      Vertx vertx, URI base, Pool postgres, Seal seal, InstantSource clock, MeterRegistry meters) {
    this(vertx, base, postgres, seal, clock, meters, Backoff.USUAL);
  }

  Daraja(
      Vertx vertx,
      URI base,
      Pool postgres,
      Seal seal,
      InstantSource clock,
      MeterRegistry meters,
      Backoff backoff) {
    this.vertx = vertx;
    this.base = base;
    this.clock = clock;
    this.meters = meters;
    this.backoff = backoff;
    this.http = new DarajaHttp(vertx, base, meters);
    this.signOn = new SignOn(vertx, base, http, new AccessTokens(postgres, seal), clock, backoff);
    this.registrations = new Registrations(postgres, clock);
  }

  /** Where Daraja is. */
  public URI base() {
    return base;
  }

  /** Tries the keys of an app by asking for a new token, which all nodes then use. */
  public Future<Tried> tryKeys(DarajaAccount account) {
    return signOn.anew(account).map(fresh -> new Tried(fresh.token().expiresAt(), fresh.ahead()));
  }

  InstantSource clock() {
    return clock;
  }

  Registrations registrations() {
    return registrations;
  }

  Future<AccessTokens.Checked> checked(DarajaAccount account) {
    return signOn.checked(account);
  }

  /** Makes the next call use a new token. */
  Future<Void> forgetToken(DarajaAccount account) {
    return signOn.forget(account);
  }

  <T> Future<T> ask(DarajaAccount account, Question<T> question) {
    return ask(account, question, 1, null)
        .recover(e -> Future.failedFuture(clean(account, e)))
        .onComplete(
            done ->
                meters
                    .counter(
                        "tillsight.daraja.asked",
                        "api",
                        question.name(),
                        "outcome",
                        done.succeeded() ? "ok" : outcome(done.cause()))
                    .increment())
        .onFailure(e -> log.info("Daraja refused {}: {}", question.name(), e.getMessage()));
  }

  private <T> Future<T> ask(
      DarajaAccount account, Question<T> question, int attempt, @Nullable AccessToken refused) {
    return signOn
        .token(account, refused)
        .compose(
            token ->
                http.post(question.name(), question.path(), token.text(), question.body())
                    .map(question.reader())
                    .recover(e -> again(account, question, attempt, refused, token, e)));
  }

  /** A refused token is dropped once; a second refusal has another cause, and is passed on. */
  private <T> Future<T> again(
      DarajaAccount account,
      Question<T> question,
      int attempt,
      @Nullable AccessToken refused,
      AccessToken token,
      Throwable e) {
    if (e instanceof DarajaRefusal refusal) {
      if (refusal.why() == Why.TOKEN_REFUSED && refused == null) {
        return ask(account, question, attempt, token);
      }
      if (attempt < backoff.attempts() && mayRepeat(question, refusal)) {
        return vertx
            .timer(backoff.waitMs(attempt), TimeUnit.MILLISECONDS)
            .compose(passed -> ask(account, question, attempt + 1, refused));
      }
    }
    return Future.failedFuture(e);
  }

  /** What may have been done already is repeated only if doing it twice is harmless. */
  private static boolean mayRepeat(Question<?> question, DarajaRefusal refusal) {
    return question.repeatable() ? isPassing(refusal) : refusal.why() == Why.UNREACHABLE;
  }

  static Throwable clean(DarajaAccount account, Throwable e) {
    return e instanceof DarajaRefusal refusal ? refusal.without(account.secrets()) : e;
  }

  static boolean isPassing(Throwable e) {
    return e instanceof DarajaRefusal refusal && PASSING.contains(refusal.why());
  }

  private static String outcome(Throwable e) {
    return e instanceof DarajaRefusal refusal
        ? refusal.why().name().toLowerCase(Locale.ROOT).replace('_', '-')
        : "fault";
  }
}
