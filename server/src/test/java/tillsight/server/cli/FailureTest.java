package tillsight.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {

  @ParameterizedTest
  @CsvSource({
    "28P01, correct user and password",
    "3D000, create it",
    "42P01, tillsight migrate",
    "53300, max_connections",
  })
  void namesTheRemedyForWhatPostgresSays(String state, String remedy) {
    assertThat(Failure.explain(new SQLException("refused", state)).getFirst())
        .startsWith("PostgreSQL: refused; ")
        .contains(remedy);
  }

  @Test
  void looksBehindTheDriversOwnReport() {
    var e = new SQLException("failed", "08001", new ConnectException("Connection refused"));

    assertThat(Failure.explain(e))
        .containsExactly(
            "Connection refused; check that PostgreSQL runs there and TILLSIGHT_DB names it");
  }

  @Test
  void saysThatAPortIsTaken() {
    assertThat(Failure.explain(new RuntimeException(new BindException("Address already in use"))))
        .singleElement()
        .asString()
        .contains("Address already in use; stop what uses the port", "TILLSIGHT_HTTP_PORT");
  }

  @Test
  void makesOneLineOfTheUnknown() {
    assertThat(Failure.explain(new IllegalStateException("first\n  second")))
        .containsExactly("first second (--debug shows where)");
    assertThat(Failure.explain(new IllegalStateException()).getFirst())
        .startsWith("IllegalStateException");
  }
}
