package tillsight.ui;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that differs between deployments of the screens, read once from the environment. A
 * wrong value stops the start with its name and the remedy.
 */
public record Settings(int port, URI serverUrl, boolean demo, @Nullable Instant fixedClock) {

  private static final int PORT_MAX = 65_535;

  /** Every setting of the product, because the processes share one environment. */
  static final Set<String> KNOWN =
      Set.of(
          "TILLSIGHT_DB",
          "TILLSIGHT_DB_READ",
          "TILLSIGHT_HTTP_PORT",
          "TILLSIGHT_MANAGEMENT_PORT",
          "TILLSIGHT_UI_PORT",
          "TILLSIGHT_SERVER_URL",
          "TILLSIGHT_SECRETS_KEY",
          "TILLSIGHT_CLUSTER",
          "TILLSIGHT_CALLBACK_SOURCES",
          "TILLSIGHT_TRUSTED_PROXIES",
          "TILLSIGHT_DARAJA_URL",
          "TILLSIGHT_PUBLIC_URL",
          "TILLSIGHT_SPOOL_DIR",
          "TILLSIGHT_FIXED_CLOCK",
          "TILLSIGHT_MODE");

  /** A setting that cannot be used: its name, what is wrong, and what to do. */
  public static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Wrong(String name, String what) {
      super(name + " " + what);
    }
  }

  public static Settings from(Map<String, String> environment) {
    refuseUnknown(environment);
    var demo =
        switch (text(environment, "TILLSIGHT_MODE", "production")) {
          case "production" -> false;
          case "demo" -> true;
          case String other ->
              throw new Wrong("TILLSIGHT_MODE", "is '" + other + "'; set it to production or demo");
        };
    return new Settings(
        port(text(environment, "TILLSIGHT_UI_PORT", "8080")),
        url(text(environment, "TILLSIGHT_SERVER_URL", "http://localhost:8088")),
        demo,
        fixedClock(text(environment, "TILLSIGHT_FIXED_CLOCK", ""), demo));
  }

  /** The time, or the one instant at which a test has stopped it. */
  public InstantSource clock() {
    return fixedClock == null ? InstantSource.system() : InstantSource.fixed(fixedClock);
  }

  private static void refuseUnknown(Map<String, String> environment) {
    var unknown = new TreeSet<String>();
    for (var name : environment.keySet()) {
      if (name.startsWith("TILLSIGHT_") && !KNOWN.contains(name)) {
        unknown.add(name);
      }
    }
    if (!unknown.isEmpty()) {
      throw new Wrong(
          unknown.first(),
          "is not a setting of Tillsight; unset it, or correct its name (README.md, Settings)");
    }
  }

  private static int port(String value) {
    try {
      var port = Integer.parseInt(value);
      if (port >= 0 && port <= PORT_MAX) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same remedy.
    }
    throw new Wrong("TILLSIGHT_UI_PORT", "is '" + value + "'; set it to a port from 0 to 65535");
  }

  private static URI url(String value) {
    try {
      var url = URI.create(value);
      if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the same remedy.
    }
    throw new Wrong(
        "TILLSIGHT_SERVER_URL",
        "is '" + value + "'; set it to an address such as http://localhost:8088");
  }

  private static @Nullable Instant fixedClock(String value, boolean demo) {
    if (value.isEmpty()) {
      return null;
    }
    if (!demo) {
      throw new Wrong(
          "TILLSIGHT_FIXED_CLOCK", "is for tests; unset it, or set TILLSIGHT_MODE=demo");
    }
    try {
      return Instant.parse(value);
    } catch (DateTimeException e) {
      throw new Wrong(
          "TILLSIGHT_FIXED_CLOCK",
          "is '" + value + "'; set it to an instant such as 2026-03-02T12:00:00Z");
    }
  }

  private static String text(Map<String, String> environment, String name, String otherwise) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .orElse(otherwise);
  }
}
