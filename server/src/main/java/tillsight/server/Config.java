package tillsight.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tillsight.server.http.Sources;

/**
 * Everything that differs between deployments, read once from the environment. A wrong value stops
 * the start with its name and the remedy.
 */
public record Config(
    Database db,
    Database dbRead,
    int httpPort,
    int managementPort,
    int uiPort,
    URI serverUrl,
    URI publicUrl,
    @Nullable SecretsKey secretsKey,
    Cluster cluster,
    String callbackSources,
    List<String> trustedProxies,
    URI darajaUrl,
    Path spoolDir,
    @Nullable Instant fixedClock,
    Mode mode) {

  private static final String SERVER = "http://localhost:8088";
  private static final String DARAJA = "https://api.safaricom.co.ke";
  private static final Set<String> KNOWN =
      Set.of(
          "TILLSIGHT_DB",
          "TILLSIGHT_DB_READ",
          "TILLSIGHT_HTTP_PORT",
          "TILLSIGHT_MANAGEMENT_PORT",
          "TILLSIGHT_UI_PORT",
          "TILLSIGHT_SERVER_URL",
          "TILLSIGHT_PUBLIC_URL",
          "TILLSIGHT_SECRETS_KEY",
          "TILLSIGHT_CLUSTER",
          "TILLSIGHT_CALLBACK_SOURCES",
          "TILLSIGHT_TRUSTED_PROXIES",
          "TILLSIGHT_DARAJA_URL",
          "TILLSIGHT_SPOOL_DIR",
          "TILLSIGHT_FIXED_CLOCK",
          "TILLSIGHT_MODE");

  /** What kind of deployment this is. */
  public enum Mode {
    PRODUCTION,
    DEMO
  }

  /** Which PostgreSQL: one of our own in a folder, or one that somebody else runs. */
  public sealed interface Database {
    record Embedded(Path folder) implements Database {}

    record Remote(URI uri) implements Database {
      /** Leaves user and password out. */
      @Override
      public String toString() {
        return "postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath();
      }
    }
  }

  /** How nodes find each other. */
  public sealed interface Cluster {
    record Off() implements Cluster {}

    record Multicast() implements Cluster {}

    record Tcp(List<String> hosts) implements Cluster {}

    record Kubernetes(String serviceDns) implements Cluster {}
  }

  /** The key that seals secrets. Never printed. */
  public record SecretsKey(byte[] bytes) {
    private static final int BYTES = 32;

    /**
     * Reads one.
     *
     * @param name of where it stands, for the complaint
     */
    public static SecretsKey of(String name, String base64) {
      try {
        var bytes = Base64.getDecoder().decode(base64.strip());
        if (bytes.length == BYTES) {
          return new SecretsKey(bytes);
        }
      } catch (IllegalArgumentException e) {
        // Falls through to the same remedy.
      }
      throw new Wrong(
          name, "is not 32 bytes in base64; make one with: head -c 32 /dev/urandom | base64");
    }

    @Override
    public String toString() {
      return "(set)";
    }
  }

  /** A setting that stops the start: its name, what is wrong, and what to do. */
  public static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Wrong(String name, String what) {
      super(name + " " + what);
    }
  }

  public static Config from(Map<String, String> variables) {
    refuseUnknown(variables);
    var environment = new Environment(variables);
    var mode =
        switch (environment.text("TILLSIGHT_MODE", "production")) {
          case "production" -> Mode.PRODUCTION;
          case "demo" -> Mode.DEMO;
          case String other ->
              throw new Wrong("TILLSIGHT_MODE", "is '" + other + "'; set it to production or demo");
        };
    var db = environment.text("TILLSIGHT_DB", "embedded:.tillsight/db");
    var sources =
        environment.text("TILLSIGHT_CALLBACK_SOURCES", mode == Mode.DEMO ? "any" : "safaricom");
    var proxies = Environment.list(environment.text("TILLSIGHT_TRUSTED_PROXIES", ""));
    checkSources("TILLSIGHT_CALLBACK_SOURCES", sources, List.of());
    checkSources("TILLSIGHT_TRUSTED_PROXIES", "any", proxies);
    return new Config(
        database("TILLSIGHT_DB", db),
        database("TILLSIGHT_DB_READ", environment.text("TILLSIGHT_DB_READ", db)),
        environment.port("TILLSIGHT_HTTP_PORT", 8088),
        environment.port("TILLSIGHT_MANAGEMENT_PORT", 8089),
        environment.port("TILLSIGHT_UI_PORT", 8080),
        environment.url("TILLSIGHT_SERVER_URL", SERVER),
        environment.url("TILLSIGHT_PUBLIC_URL", environment.text("TILLSIGHT_SERVER_URL", SERVER)),
        secretsKey(environment),
        cluster(environment.text("TILLSIGHT_CLUSTER", "off")),
        sources,
        proxies,
        environment.url("TILLSIGHT_DARAJA_URL", DARAJA),
        Path.of(environment.text("TILLSIGHT_SPOOL_DIR", ".tillsight/spool")),
        fixedClock(environment, mode),
        mode);
  }

  /** The key, for what cannot work without it. */
  public SecretsKey requiredSecretsKey() {
    if (secretsKey == null) {
      throw new Wrong(
          "TILLSIGHT_SECRETS_KEY",
          "is missing; make one with: head -c 32 /dev/urandom | base64, keep it safe, and set it");
    }
    return secretsKey;
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

  private static void checkSources(String name, String allowed, List<String> proxies) {
    try {
      var _ = new Sources(allowed, proxies);
    } catch (IllegalArgumentException e) {
      throw new Wrong(name, "is not understood: " + e.getMessage());
    }
  }

  private static Database database(String name, String value) {
    if (value.startsWith("embedded:") && value.length() > "embedded:".length()) {
      return new Database.Embedded(Path.of(value.substring("embedded:".length())));
    }
    try {
      var uri = URI.create(value);
      var known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
      if (known && uri.getHost() != null && uri.getPath().length() > 1) {
        return new Database.Remote(uri);
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the same remedy; the value may hold a password and is not repeated.
    }
    throw new Wrong(
        name,
        "is no database address; set it to postgresql://user:password@host:port/name or"
            + " embedded:DIR");
  }

  private static @Nullable SecretsKey secretsKey(Environment environment) {
    var value = environment.text("TILLSIGHT_SECRETS_KEY", "");
    return value.isEmpty() ? null : SecretsKey.of("TILLSIGHT_SECRETS_KEY", value);
  }

  private static Cluster cluster(String value) {
    var parts = value.split(":", 2);
    var rest = parts.length > 1 ? parts[1] : "";
    return switch (parts[0]) {
      case "off" -> new Cluster.Off();
      case "multicast" -> new Cluster.Multicast();
      case String tcp when tcp.equals("tcp") && !Environment.list(rest).isEmpty() ->
          new Cluster.Tcp(Environment.list(rest));
      case String kubernetes when kubernetes.equals("kubernetes") && !rest.isBlank() ->
          new Cluster.Kubernetes(rest);
      case String other ->
          throw new Wrong(
              "TILLSIGHT_CLUSTER",
              "is '"
                  + value
                  + "'; set it to off, multicast, tcp:host1,host2 or kubernetes:SERVICE-DNS");
    };
  }

  private static @Nullable Instant fixedClock(Environment environment, Mode mode) {
    var value = environment.text("TILLSIGHT_FIXED_CLOCK", "");
    if (value.isEmpty()) {
      return null;
    }
    if (mode != Mode.DEMO) {
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
}
