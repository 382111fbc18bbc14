package tillsight.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.SslMode;
import java.net.URI;
import org.junit.jupiter.api.Test;

class DatabaseAddressTest {

  @Test
  void readsEveryPart() {
    var address = of("postgresql://till%40ke:p%3Aw+d@db.example:5433/till?sslmode=require");

    var options = address.options();
    assertThat(options.getHost()).isEqualTo("db.example");
    assertThat(options.getPort()).isEqualTo(5433);
    assertThat(options.getDatabase()).isEqualTo("till");
    assertThat(options.getUser()).isEqualTo("till@ke");
    assertThat(options.getPassword()).isEqualTo("p:w+d");
    assertThat(options.getSslMode()).isEqualTo(SslMode.REQUIRE);
    assertThat(options.getCachePreparedStatements()).isTrue();
    assertThat(address.jdbc().url())
        .isEqualTo(
            "jdbc:postgresql://db.example:5433/till"
                + "?connectTimeout=5&loginTimeout=8&sslmode=require");
    assertThat(address.jdbc().user()).isEqualTo("till@ke");
    assertThat(address.jdbc().password()).isEqualTo("p:w+d");
  }

  @Test
  void encryptsUnlessPostgresIsOnThisMachine() {
    assertThat(of("postgresql://db/till").sslMode()).isEqualTo("prefer");
    assertThat(of("postgresql://localhost/till").sslMode()).isEqualTo("disable");
    assertThat(of("postgresql://[::1]/till").jdbc().url()).contains("//[::1]:5432/");
  }

  @Test
  void trustsTheJdksCertificatesWhenNoOthersAreNamed() {
    var address = of("postgresql://db/till?sslmode=verify-full");

    assertThat(address.jdbc().url())
        .endsWith("&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory");
    assertThat(address.options().getSslOptions().getHostnameVerificationAlgorithm())
        .isEqualTo("HTTPS");
    assertThat(of("postgresql://db/till?sslmode=verify-ca&sslrootcert=/ca.pem").jdbc().url())
        .endsWith("&sslrootcert=%2Fca.pem");
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> of("postgresql://db/till?sslmode=yes"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("verify-full");
    assertThatThrownBy(() -> of("postgresql://db/till?application_name=x"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("application_name");
  }

  @Test
  void showsNoPassword() {
    assertThat(of("postgresql://u:hunter2@db/till").toString()).doesNotContain("hunter2");
  }

  private static DatabaseAddress of(String uri) {
    return DatabaseAddress.of(URI.create(uri));
  }
}
