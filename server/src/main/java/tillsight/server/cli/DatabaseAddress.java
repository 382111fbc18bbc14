package tillsight.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import tillsight.db.JdbcAddress;

/**
 * A PostgreSQL address as people write it, {@code
 * postgresql://user:password@host:port/name?sslmode=…}, in the forms that our two clients want.
 *
 * @param sslMode one of libpq's words
 * @param rootCertificate file with the certificates to trust, or null for those of the JDK
 */
record DatabaseAddress(
    String host,
    int port,
    String name,
    String user,
    String password,
    String sslMode,
    @Nullable String rootCertificate) {

  private static final int PORT = 5432;
  private static final Set<String> PARAMETERS = Set.of("sslmode", "sslrootcert");
  private static final List<String> SSL_MODES =
      List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  static DatabaseAddress of(URI uri) {
    var parameters = parameters(uri.getRawQuery());
    // TLS on the way to the same machine only costs time.
    var mode =
        parameters.getOrDefault("sslmode", LOOPBACK.contains(uri.getHost()) ? "disable" : "prefer");
    if (!SSL_MODES.contains(mode)) {
      throw new Failure(
          "the database address has sslmode=" + mode + "; set it to one of " + SSL_MODES);
    }
    var login = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    var colon = login.indexOf(':');
    return new DatabaseAddress(
        uri.getHost().replaceAll("[\\[\\]]", ""),
        uri.getPort() < 0 ? PORT : uri.getPort(),
        decoded(uri.getRawPath().substring(1)),
        login.isEmpty() ? "postgres" : decoded(colon < 0 ? login : login.substring(0, colon)),
        colon < 0 ? "" : decoded(login.substring(colon + 1)),
        mode,
        parameters.get("sslrootcert"));
  }

  PgConnectOptions options() {
    var options =
        new PgConnectOptions()
            .setHost(host)
            .setPort(port)
            .setDatabase(name)
            .setUser(user)
            .setPassword(password)
            .setCachePreparedStatements(true)
            .setSslMode(SslMode.of(sslMode));
    return sslMode.equals("disable") ? options : options.setSslOptions(ssl());
  }

  JdbcAddress jdbc() {
    var url = new StringBuilder("jdbc:postgresql://");
    url.append(host.contains(":") ? "[" + host + "]" : host).append(':').append(port);
    url.append('/')
        .append(encoded(name))
        .append("?connectTimeout=5&loginTimeout=8&sslmode=")
        .append(sslMode);
    if (rootCertificate != null) {
      url.append("&sslrootcert=").append(encoded(rootCertificate));
    } else if (isVerified()) {
      url.append("&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
    }
    return new JdbcAddress(url.toString(), user, password);
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "postgresql://" + host + ":" + port + "/" + name;
  }

  private boolean isVerified() {
    return sslMode.startsWith("verify-");
  }

  private ClientSSLOptions ssl() {
    if (!isVerified()) {
      return new ClientSSLOptions().setTrustAll(true).setHostnameVerificationAlgorithm("");
    }
    return new ClientSSLOptions()
        .setHostnameVerificationAlgorithm(sslMode.equals("verify-full") ? "HTTPS" : "")
        .setTrustOptions(
            rootCertificate == null
                ? trustedByJdk()
                : new PemTrustOptions().addCertPath(rootCertificate));
  }

  private static TrustOptions trustedByJdk() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return TrustOptions.wrap(factory.getTrustManagers()[0]);
    } catch (GeneralSecurityException e) {
      throw new Failure("the JDK's own certificates cannot be read; reinstall the JDK", e);
    }
  }

  private static Map<String, String> parameters(@Nullable String query) {
    var parameters = new HashMap<String, String>();
    for (var pair : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
      var parts = pair.split("=", 2);
      if (parts.length < 2 || !PARAMETERS.contains(parts[0])) {
        throw new Failure(
            "the database address has the parameter '%s'; only sslmode and sslrootcert are known"
                .formatted(parts[0]));
      }
      parameters.put(parts[0], decoded(parts[1]));
    }
    return parameters;
  }

  /** In an address a plus is a plus; only forms write it for a space. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
