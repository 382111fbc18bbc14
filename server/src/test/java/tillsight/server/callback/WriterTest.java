package tillsight.server.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.pgclient.PgConnectOptions;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tillsight.server.TestPostgres;

/** Which failures are the data's, and a connection that comes back. */
class WriterTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT 1 / 0                                | true
          SELECT 'x'::int                             | true
          SELECT repeat('9', 20)::bigint              | true
          INSERT INTO directory_version VALUES (true) | true
          SELECT nothing                              | false
          SELECT pg_terminate_backend(pg_backend_pid()) | false
          """)
  void tellsTheDatasFaultFromTheDatabases(String sql, boolean fault) {
    var failure = catchThrowable(() -> postgres.pool().query(sql).execute().await());

    assertThat(Writer.isDataFault(failure)).isEqualTo(fault);
  }

  @Test
  void doesNotBlameTheDataWhenNobodyAnswers() {
    var writer = new Writer(postgres.vertx(), new PgConnectOptions(postgres.options()).setPort(1));

    var failure = catchThrowable(() -> writer.store(List.of()).await());

    assertThat(failure).isInstanceOf(ConnectException.class);
    assertThat(Writer.isDataFault(failure)).isFalse();
  }

  @Test
  void connectsAnewAfterItWasClosed() {
    var writer = new Writer(postgres.vertx(), postgres.options());
    assertThat(writer.store(List.of()).await()).isEmpty();

    writer.close().await();

    assertThat(writer.store(List.of()).await()).isEmpty();
    writer.close().await();
  }
}
