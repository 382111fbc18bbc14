package tillsight.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.db.EmbeddedDatabase;
import tillsight.db.Migrate;
import tillsight.server.Config;
import tillsight.server.TestServer;

/** What is promised for the time while PostgreSQL is away, measured for a short while. */
@Tag("soak")
class SpoolRateTest {

  private static final Logger log = LoggerFactory.getLogger(SpoolRateTest.class);

  @Test
  @Timeout(value = 180, unit = TimeUnit.SECONDS)
  void answersInTimeLosesNothingAndDrainsFast() throws IOException {
    var folder = TestServer.spoolFolder();
    var database = EmbeddedDatabase.open(folder.resolve("db"));
    database.adopt();
    Migrate.run(database.jdbc());
    var bench =
        new SpoolBench(
            database,
            folder.resolve("db"),
            Config.from(
                Map.of(
                    "TILLSIGHT_MODE",
                    "demo",
                    "TILLSIGHT_SPOOL_DIR",
                    folder.resolve("spool").toString(),
                    "TILLSIGHT_HTTP_PORT",
                    Integer.toString(TestServer.freePort()),
                    "TILLSIGHT_MANAGEMENT_PORT",
                    Integer.toString(TestServer.freePort()),
                    "TILLSIGHT_SECRETS_KEY",
                    Base64.getEncoder().encodeToString(new byte[32]))),
            Duration.ofSeconds(15),
            log::info);
    try {
      var result = bench.run();

      log.info("{}", result);
      assertThat(result.failed()).isZero();
      assertThat(result.lost()).isZero();
      assertThat(result.rate()).isGreaterThan(490);
      assertThat(result.p99Ms()).isLessThanOrEqualTo(50);
      assertThat(result.drainRate()).isGreaterThanOrEqualTo(5_000);
    } finally {
      bench.close();
    }
  }
}
