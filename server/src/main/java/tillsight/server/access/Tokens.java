package tillsight.server.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.UUID;
import tillsight.server.http.Refused;

/**
 * Makes and reads the tokens of a session: a signed one for each request, a random one to renew.
 */
public final class Tokens {

  static final Duration ACCESS = Duration.ofMinutes(15);
  private static final int REFRESH_BYTES = 32;
  private static final SecureRandom random = new SecureRandom();

  /** What an access token says: a session, and until when the token stands for it. */
  public record Claim(int businessId, UUID sessionId, Instant expiresAt) {}

  private final JWTAuth jwt;
  private final InstantSource clock;

  public Tokens(Vertx vertx, Seal seal, InstantSource clock) {
    var secret = Base64.getEncoder().encodeToString(seal.derive("jwt"));
    var key = new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(Buffer.buffer(secret));
    // Expiry is checked here against our own clock, which tests and the demo can stop.
    var options = new JWTOptions().setAlgorithm("HS256").setIgnoreExpiration(true);
    this.jwt = JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(key).setJWTOptions(options));
    this.clock = clock;
  }

  public String access(Claim claim) {
    var claims =
        new JsonObject()
            .put("sid", claim.sessionId().toString())
            .put("biz", claim.businessId())
            .put("iat", clock.instant().getEpochSecond())
            .put("exp", claim.expiresAt().getEpochSecond());
    return jwt.generateToken(claims, new JWTOptions().setAlgorithm("HS256").setNoTimestamp(true));
  }

  /** Reads an access token. Fails with a refusal if it is not ours or no longer stands. */
  public Future<Claim> read(String token) {
    if (token.isEmpty()) {
      return Future.failedFuture(expired());
    }
    return jwt.authenticate(new TokenCredentials(token))
        .map(user -> claim(user.attributes().getJsonObject("accessToken")))
        .recover(failure -> Future.failedFuture(expired()))
        .compose(
            claim ->
                clock.instant().isBefore(claim.expiresAt())
                    ? Future.succeededFuture(claim)
                    : Future.failedFuture(expired()));
  }

  /** A new refresh token: 256 random bits. */
  public static String refresh() {
    var bytes = new byte[REFRESH_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What is stored in place of a token or a name. */
  static Buffer hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return Buffer.buffer(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Refused expired() {
    return Refused.notSignedIn(
        "The access token is missing, not valid, expired or ended. Renew it with POST"
            + " /api/v1/sessions/refresh, or sign in again.");
  }

  private static Claim claim(JsonObject token) {
    return new Claim(
        token.getInteger("biz"),
        UUID.fromString(token.getString("sid")),
        Instant.ofEpochSecond(token.getLong("exp")));
  }
}
