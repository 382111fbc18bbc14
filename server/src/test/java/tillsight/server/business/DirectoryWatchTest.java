package tillsight.server.business;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.TestPostgres;
import tillsight.server.TestServer;
import tillsight.server.access.Seal;

/** A server that runs learns of what was applied. */
class DirectoryWatchTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final Seal seal = new Seal(new byte[32]);

  @Test
  void seesWithinTwoSecondsWhatWasApplied() {
    var businesses = new Businesses(postgres.pool(), seal);
    businesses.apply(BusinessFile.read(TestServer.BUSINESS), false);
    var watch = new DirectoryWatch(postgres.pool(), seal);
    var deployment = postgres.vertx().deployVerticle(watch).await();
    assertThat(till(watch, "5120002")).isFalse();

    businesses.apply(
        BusinessFile.read(
            TestServer.BUSINESS + "          - {code: \"5120002\", kind: buy-goods, name: New}\n"),
        false);

    var applied = System.nanoTime();
    while (!till(watch, "5120002")) {
      assertThat(Duration.ofNanos(System.nanoTime() - applied)).isLessThan(Duration.ofSeconds(2));
      Thread.onSpinWait();
    }
    assertThat(till(watch, "5120001")).isTrue();
    postgres.vertx().undeploy(deployment).await();
  }

  private static boolean till(DirectoryWatch watch, String code) {
    return watch.get().byToken(TestServer.TOKEN).orElseThrow().till(code).isPresent();
  }
}
