package tillsight.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.access.Seal;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.callback.Bodies;

/** A server that is told to stop while callbacks come in. */
class GracefulStopTest {

  private static final int CALLERS = 32;
  private static final String CONFIRMATION = "/c2b/" + TestServer.TOKEN + "/confirmation";

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void apply() {
    new Businesses(postgres.pool(), new Seal(new byte[32]))
        .apply(BusinessFile.read(TestServer.BUSINESS), false);
  }

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void finishesAndAcknowledgesWhatIsUnderWay() throws InterruptedException {
    try (var server = ServerProcess.start(Map.of("TILLSIGHT_DB", postgres.uri()))) {
      var client =
          WebClient.create(
              postgres.vertx(),
              new WebClientOptions().setDefaultHost("localhost").setDefaultPort(server.port()),
              new PoolOptions().setHttp1MaxSize(CALLERS));
      var flowing = new CountDownLatch(10 * CALLERS);
      for (var i = 0; i < CALLERS; i++) {
        postgres.vertx().runOnContext(turn -> call(client, flowing));
      }
      assertThat(flowing.await(30, TimeUnit.SECONDS)).isTrue();

      server.stop();

      client.close();
    }
    var stored = Ledger.count(postgres.pool(), "SELECT count(DISTINCT receipt) FROM callback");
    assertThat(acknowledged).doesNotHaveDuplicates().hasSize((int) stored);
    assertThat(Ledger.contradictions(postgres.pool())).isEmpty();
  }

  /** One confirmation after the other, until the server goes away. */
  private Future<?> call(WebClient client, CountDownLatch flowing) {
    var receipt = Bodies.receipt();
    return client
        .post(CONFIRMATION)
        .sendBuffer(Buffer.buffer(Bodies.confirmation(receipt)))
        .onSuccess(
            response -> {
              if (response.statusCode() == 200) {
                acknowledged.add(receipt);
              }
              flowing.countDown();
              call(client, flowing);
            });
  }
}
