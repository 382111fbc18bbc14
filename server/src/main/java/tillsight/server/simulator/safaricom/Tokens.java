package tillsight.server.simulator.safaricom;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The access tokens of the apps. */
final class Tokens {

  private static final Duration LIFE = Duration.ofSeconds(3_599);
  private static final int GIVEN_MAX = 1_000;

  /** A token that was given out. */
  private record Given(DarajaApp app, Instant until) {}

  private final DarajaOptions options;
  private final Serials serials;
  private final InstantSource clock;
  private final Map<String, Given> given =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Given> eldest) {
          return size() > GIVEN_MAX;
        }
      };

  Tokens(DarajaOptions options, Serials serials) {
    this.options = options;
    this.serials = serials;
    clock = options.clock();
  }

  /** Gives out a token for a consumer key and secret. */
  Answer give(Call call) {
    if (!call.method().equals("GET")) {
      throw new Rejection(405, "405.001", "Method Not Allowed");
    }
    if (!"client_credentials".equals(call.query().get("grant_type"))) {
      throw new Rejection(400, "400.008.02", "Invalid grant type passed");
    }
    if (!call.authorization().startsWith("Basic ")) {
      throw new Rejection(400, "400.008.01", "Invalid Authentication passed");
    }
    return appOf(call.authorization().substring(6)).map(this::give).orElse(Answer.NOTHING);
  }

  /** Whose token it is, if it is still good. */
  Optional<DarajaApp> app(Call call) {
    if (!call.authorization().startsWith("Bearer ")) {
      return Optional.empty();
    }
    return Optional.ofNullable(given.get(call.authorization().substring(7).strip()))
        .filter(token -> clock.instant().isBefore(token.until()))
        .map(Given::app);
  }

  private Optional<DarajaApp> appOf(String basic) {
    try {
      var pair = new String(Base64.getDecoder().decode(basic.strip()), UTF_8);
      return options.apps().stream()
          .filter(app -> pair.equals(app.consumerKey() + ":" + app.consumerSecret()))
          .findFirst();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Answer give(DarajaApp app) {
    var quirks = options.quirks();
    if (quirks.isOn(Quirk.TOKEN_INVALIDATES)) {
      given.values().removeIf(token -> token.app().equals(app));
    }
    var token = serials.token();
    given.put(token, new Given(app, clock.instant().plus(LIFE)));
    Object seconds =
        quirks.isOn(Quirk.EXPIRES_IN_TEXT) ? Long.toString(LIFE.toSeconds()) : LIFE.toSeconds();
    return Answer.ok(new JsonObject().put("access_token", token).put("expires_in", seconds));
  }
}
