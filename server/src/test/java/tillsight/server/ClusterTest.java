package tillsight.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.access.Seal;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.callback.Bodies;

/** Two nodes over one database: what one takes, those who watch on the other see. */
@Tag("slow")
class ClusterTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final String CONFIRMATION = "/c2b/" + TestServer.TOKEN + "/confirmation";
  private static final Duration LIVE = Duration.ofSeconds(2);

  private final WebClient client = WebClient.create(postgres.vertx());

  @Test
  @Timeout(value = 180, unit = TimeUnit.SECONDS)
  void carriesPaymentsToTheOtherNodeAndOutlivesIt() throws Exception {
    // Nodes find each other by their key, so a new one keeps other clusters on this machine out.
    var key = new byte[32];
    new SecureRandom().nextBytes(key);
    new Businesses(postgres.pool(), new Seal(key)).apply(BusinessFile.read(business()), false);
    var settings =
        Map.of(
            "TILLSIGHT_DB", postgres.uri(),
            "TILLSIGHT_SECRETS_KEY", Base64.getEncoder().encodeToString(key),
            "TILLSIGHT_CLUSTER", "tcp:127.0.0.1");
    try (var one = ServerProcess.start(settings);
        var other = ServerProcess.start(settings);
        var listener = new Listener(other.port(), token(other.port()))) {
      listener.awaitEvent("summary", Duration.ofSeconds(10));
      for (var i = 0; i < 5; i++) {
        assertThat(listener.sees(pay(one.port()))).isLessThan(LIVE);
      }
      assertThat(listener.sees(pay(other.port()))).isLessThan(LIVE);

      one.kill();

      for (var i = 0; i < 20; i++) {
        assertThat(listener.sees(pay(other.port()))).isLessThan(LIVE);
      }
      try (var late = new Listener(other.port(), token(other.port()))) {
        late.awaitEvent("summary", Duration.ofSeconds(10));
        assertThat(late.sees(pay(other.port()))).isLessThan(LIVE);
      }
    }
    assertThat(Ledger.contradictions(postgres.pool())).isEmpty();
  }

  private static String business() {
    return TestServer.BUSINESS
        + """
            users:
              - {username: owner@acme, role: owner, password: "correct horse battery"}
        """;
  }

  private String pay(int port) {
    var receipt = Bodies.receipt();
    var response =
        client
            .post(port, "localhost", CONFIRMATION)
            .sendBuffer(Buffer.buffer(Bodies.confirmation(receipt)))
            .await();
    assertThat(response.statusCode()).isEqualTo(200);
    return receipt;
  }

  private String token(int port) {
    var response =
        client
            .post(port, "localhost", "/api/v1/sessions")
            .sendJsonObject(
                new JsonObject()
                    .put("username", "owner@acme")
                    .put("password", "correct horse battery"))
            .await();
    assertThat(response.statusCode()).isEqualTo(201);
    return response.bodyAsJsonObject().getString("accessToken");
  }

  /** Somebody who watches the live stream of a node. */
  private static final class Listener implements AutoCloseable {
    private final Socket socket;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    Listener(int port, String token) throws IOException {
      socket = new Socket("localhost", port);
      var request =
          "GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
              .formatted(token);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      Thread.ofVirtual().start(this::read);
    }

    /** How long it takes until a payment is seen. */
    Duration sees(String receipt) throws InterruptedException {
      var start = System.nanoTime();
      await("\"receipt\":\"" + receipt + "\"", Duration.ofSeconds(15));
      return Duration.ofNanos(System.nanoTime() - start);
    }

    void awaitEvent(String name, Duration limit) throws InterruptedException {
      await("event: " + name, limit);
    }

    private void await(String text, Duration limit) throws InterruptedException {
      var deadline = System.nanoTime() + limit.toNanos();
      for (var line = ""; !line.contains(text); ) {
        var next = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        assertThat(next).as(text).isNotNull();
        line = next;
      }
    }

    private void read() {
      try (var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
        reader.lines().forEach(lines::add);
      } catch (IOException | RuntimeException closed) {
        // The test has closed it.
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
