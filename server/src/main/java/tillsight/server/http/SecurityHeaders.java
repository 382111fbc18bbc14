package tillsight.server.http;

import io.vertx.core.http.HttpServerResponse;

/** The headers that keep browsers from doing more with an answer than it is meant for. */
public final class SecurityHeaders {

  public static void put(HttpServerResponse response) {
    response
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY");
  }

  private SecurityHeaders() {}
}
