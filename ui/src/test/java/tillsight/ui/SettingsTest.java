package tillsight.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  @Test
  void hasDefaults() {
    assertThat(Settings.from(Map.of("PATH", "/bin")))
        .isEqualTo(new Settings(8080, URI.create("http://localhost:8088"), false, null));
  }

  @ParameterizedTest
  @CsvSource({
    "TILLSIGHT_UI_PORT, eighty, set it to a port from 0 to 65535",
    "TILLSIGHT_UI_PORT, 70000, set it to a port from 0 to 65535",
    "TILLSIGHT_SERVER_URL, localhost:8088, set it to an address such as",
    "TILLSIGHT_MODE, test, set it to production or demo",
    "TILLSIGHT_FIXED_CLOCK, 2026-03-02T12:00:00Z, or set TILLSIGHT_MODE=demo",
    "TILLSIGHT_UIPORT, 8080, is not a setting of Tillsight",
  })
  void namesWhatIsWrongAndTheRemedy(String name, String value, String remedy) {
    assertThatThrownBy(() -> Settings.from(Map.of(name, value)))
        .isInstanceOf(Settings.Wrong.class)
        .hasMessageStartingWith(name)
        .hasMessageContaining(remedy);
  }
}
