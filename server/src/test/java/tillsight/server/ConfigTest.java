package tillsight.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {

  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  @Test
  void hasTheDefaultsThatTheReadmePromises() {
    var config = Config.from(Map.of("PATH", "/bin"));

    assertThat(config.db()).isEqualTo(new Config.Database.Embedded(Path.of(".tillsight/db")));
    assertThat(config.dbRead()).isEqualTo(config.db());
    assertThat(config.httpPort()).isEqualTo(8088);
    assertThat(config.managementPort()).isEqualTo(8089);
    assertThat(config.uiPort()).isEqualTo(8080);
    assertThat(config.serverUrl()).isEqualTo(URI.create("http://localhost:8088"));
    assertThat(config.publicUrl()).isEqualTo(config.serverUrl());
    assertThat(config.secretsKey()).isNull();
    assertThat(config.cluster()).isEqualTo(new Config.Cluster.Off());
    assertThat(config.callbackSources()).isEqualTo("safaricom");
    assertThat(config.trustedProxies()).isEmpty();
    assertThat(config.darajaUrl()).isEqualTo(URI.create("https://api.safaricom.co.ke"));
    assertThat(config.spoolDir()).isEqualTo(Path.of(".tillsight/spool"));
    assertThat(config.fixedClock()).isNull();
    assertThat(config.mode()).isEqualTo(Config.Mode.PRODUCTION);
  }

  @Test
  void readsEveryName() {
    var config =
        Config.from(
            Map.ofEntries(
                Map.entry("TILLSIGHT_DB", "postgresql://u:p@db:5433/till"),
                Map.entry("TILLSIGHT_DB_READ", "embedded:/var/lib/replica"),
                Map.entry("TILLSIGHT_HTTP_PORT", "1"),
                Map.entry("TILLSIGHT_MANAGEMENT_PORT", "2"),
                Map.entry("TILLSIGHT_UI_PORT", "3"),
                Map.entry("TILLSIGHT_SERVER_URL", "https://till.example"),
                Map.entry("TILLSIGHT_PUBLIC_URL", "https://pay.till.example"),
                Map.entry("TILLSIGHT_SECRETS_KEY", KEY),
                Map.entry("TILLSIGHT_CLUSTER", "tcp:a,b"),
                Map.entry("TILLSIGHT_CALLBACK_SOURCES", "10.0.0.0/8"),
                Map.entry("TILLSIGHT_TRUSTED_PROXIES", "10.0.0.1, 10.0.0.2"),
                Map.entry("TILLSIGHT_DARAJA_URL", "http://localhost:9000"),
                Map.entry("TILLSIGHT_SPOOL_DIR", "/spool"),
                Map.entry("TILLSIGHT_FIXED_CLOCK", "2026-03-02T12:00:00Z"),
                Map.entry("TILLSIGHT_MODE", "demo")));

    assertThat(config.db())
        .isEqualTo(new Config.Database.Remote(URI.create("postgresql://u:p@db:5433/till")));
    assertThat(config.dbRead())
        .isEqualTo(new Config.Database.Embedded(Path.of("/var/lib/replica")));
    assertThat(List.of(config.httpPort(), config.managementPort(), config.uiPort()))
        .containsExactly(1, 2, 3);
    assertThat(config.publicUrl()).isEqualTo(URI.create("https://pay.till.example"));
    assertThat(config.requiredSecretsKey().bytes()).hasSize(32);
    assertThat(config.cluster()).isEqualTo(new Config.Cluster.Tcp(List.of("a", "b")));
    assertThat(config.callbackSources()).isEqualTo("10.0.0.0/8");
    assertThat(config.trustedProxies()).containsExactly("10.0.0.1", "10.0.0.2");
    assertThat(config.spoolDir()).isEqualTo(Path.of("/spool"));
    assertThat(config.clock().instant()).isEqualTo(Instant.parse("2026-03-02T12:00:00Z"));
    assertThat(config.mode()).isEqualTo(Config.Mode.DEMO);
  }

  @Test
  void takesTheServersAddressForThePublicOne() {
    assertThat(Config.from(Map.of("TILLSIGHT_SERVER_URL", "https://till.example")).publicUrl())
        .isEqualTo(URI.create("https://till.example"));
  }

  @Test
  void takesAnyCallbackSourceInTheDemoOnly() {
    assertThat(Config.from(Map.of("TILLSIGHT_MODE", "demo")).callbackSources()).isEqualTo("any");
  }

  @ParameterizedTest
  @CsvSource({
    "TILLSIGHT_PORT, 8088, is not a setting",
    "TILLSIGHT_DB, mysql://localhost/x, postgresql://user:password@host:port/name",
    "TILLSIGHT_DB, postgresql://localhost, embedded:DIR",
    "TILLSIGHT_HTTP_PORT, 70000, 65535",
    "TILLSIGHT_UI_PORT, http, 65535",
    "TILLSIGHT_SERVER_URL, localhost:8088, http://localhost:8088",
    "TILLSIGHT_PUBLIC_URL, till.example, http://localhost:8088",
    "TILLSIGHT_SECRETS_KEY, short, head -c 32",
    "TILLSIGHT_CLUSTER, tcp:, tcp:host1",
    "TILLSIGHT_FIXED_CLOCK, 2026-03-02T12:00:00Z, TILLSIGHT_MODE=demo",
    "TILLSIGHT_MODE, staging, production or demo",
  })
  void refusesAWrongValueWithItsNameAndTheRemedy(String name, String value, String remedy) {
    assertThatThrownBy(() -> Config.from(Map.of(name, value)))
        .isInstanceOf(Config.Wrong.class)
        .hasMessageStartingWith(name + " ")
        .hasMessageContaining(remedy);
  }

  @Test
  void showsNoSecret() {
    var config =
        Config.from(
            Map.of(
                "TILLSIGHT_DB", "postgresql://user:hunter2@db/till", "TILLSIGHT_SECRETS_KEY", KEY));

    assertThat(config.toString()).doesNotContain("hunter2", KEY);
    assertThatThrownBy(() -> Config.from(Map.of("TILLSIGHT_DB", "postgres//user:hunter2@db")))
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void saysHowToMakeAMissingKey() {
    assertThatThrownBy(() -> Config.from(Map.of()).requiredSecretsKey())
        .hasMessageContaining("TILLSIGHT_SECRETS_KEY is missing; make one with: head -c 32");
  }
}
