package tillsight.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.callback.Bodies;

/** A server whose database goes away for a while and comes back. */
class DatabaseAwayTest {

  @RegisterExtension
  static final TestServer server =
      new TestServer(Map.of("TILLSIGHT_FIXED_CLOCK", "2026-03-02T12:00:00Z"));

  private static final String CONFIRMATION = "/c2b/" + TestServer.TOKEN + "/confirmation";
  private static final String VALIDATION = "/c2b/" + TestServer.TOKEN + "/validation";

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void saysSoInTimeAndGoesOnAfterwards() throws SQLException {
    var receipt = Bodies.receipt();
    letIn(false);
    try {
      var start = System.nanoTime();
      var refused = server.post(CONFIRMATION, Bodies.confirmation(receipt));

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(Integer.parseInt(refused.getHeader("Retry-After"))).isPositive();
      assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
      assertThat(server.manage("/health/ready").statusCode()).isEqualTo(503);
      assertThat(server.manage("/health/live").statusCode()).isBetween(200, 204);

      var asked = System.nanoTime();
      var validation = server.post(VALIDATION, Bodies.confirmation(receipt));

      assertThat(validation.bodyAsString()).contains("\"ResultCode\":\"0\"");
      assertThat(since(asked)).isLessThan(Duration.ofSeconds(1));
    } finally {
      letIn(true);
    }

    assertThat(server.post(CONFIRMATION, Bodies.confirmation(receipt)).statusCode()).isEqualTo(200);
    assertThat(server.manage("/health/ready").statusCode()).isEqualTo(200);
    assertThat(Ledger.contradictions(server.postgres().pool())).isEmpty();
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** Opens or closes the door of the database, and throws everybody out. */
  private static void letIn(boolean open) throws SQLException {
    var address = server.postgres().jdbc();
    var name = address.url().replaceAll(".*/(\\w+).*", "$1");
    try (var connection =
            DriverManager.getConnection(
                address.url().replace("/" + name, "/postgres"),
                address.user(),
                address.password());
        var statement = connection.createStatement()) {
      statement.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS " + open);
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }
  }
}
