package tillsight.server;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tillsight.server.access.Seal;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;

/**
 * A whole server over real HTTP and a real database, with a business made by an apply file.
 * Register it as a static extension; it brings its own {@link TestPostgres}.
 */
public final class TestServer implements BeforeAllCallback, AfterAllCallback {

  public static final String TOKEN = "t0k3nt0k3nt0k3nt0k3nt0k3nt0";

  /** The business that the payload corpus assumes (its README). */
  public static final String BUSINESS =
      """
      businesses:
        - name: Acme Stores
          callbackToken: "%s"
          validation:
            accounts: [ACC001, "Sample Transaction"]
            minimum: 1
            maximum: 250000
            blockedPayers: ["254700000000"]
            onFailure: accept
          branches:
            - name: Westlands
              tills:
                - {code: "600984", kind: paybill, name: Head office}
                - {code: "5120001", kind: buy-goods, name: Counter 1, headOffice: "5120000", storeNumber: "5120009"}
      """
          .formatted(TOKEN);

  private final TestPostgres postgres = new TestPostgres();
  private final Map<String, String> environment = new HashMap<>();
  private Nodes.Node node;
  private WebClient client;
  private int port;
  private int managementPort;

  public TestServer(Map<String, String> environment) {
    this.environment.putAll(environment);
  }

  public TestPostgres postgres() {
    return postgres;
  }

  public int port() {
    return port;
  }

  public WebClient client() {
    return client;
  }

  public Nodes.Node node() {
    return node;
  }

  public HttpResponse<Buffer> post(String path, byte[] body) {
    return client
        .post(port, "localhost", path)
        .putHeader("Content-Type", "application/json")
        .sendBuffer(Buffer.buffer(body))
        .await();
  }

  public HttpResponse<Buffer> manage(String path) {
    return client.get(managementPort, "localhost", path).send().await();
  }

  @Override
  public void beforeAll(ExtensionContext context) throws SQLException {
    postgres.beforeAll(context);
    port = freePort();
    managementPort = freePort();
    environment.putIfAbsent("TILLSIGHT_MODE", "demo");
    environment.put("TILLSIGHT_HTTP_PORT", Integer.toString(port));
    environment.put("TILLSIGHT_MANAGEMENT_PORT", Integer.toString(managementPort));
    environment.putIfAbsent("TILLSIGHT_SPOOL_DIR", spoolFolder().toString());
    environment.putIfAbsent(
        "TILLSIGHT_SECRETS_KEY", Base64.getEncoder().encodeToString(new byte[32]));
    var config = Config.from(environment);
    new Businesses(postgres.pool(), new Seal(config.requiredSecretsKey().bytes()))
        .apply(BusinessFile.read(BUSINESS), false);
    node = Nodes.start(config).await();
    Server.start(node, config, postgres.options(), postgres.options()).await();
    client = WebClient.create(postgres.vertx(), new WebClientOptions().setKeepAlive(false));
  }

  @Override
  public void afterAll(ExtensionContext context) throws SQLException {
    client.close();
    node.vertx().close().await();
    postgres.afterAll(context);
  }

  /** A new one, so that no test meets what another has left. */
  public static Path spoolFolder() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "spool");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
