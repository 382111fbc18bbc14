package tillsight.ui.statement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementUploadTest {

  @ParameterizedTest
  @CsvSource({
    "feb.csv, feb.csv",
    "C:\\Users\\me\\feb.csv, feb.csv",
    "../../etc/feb.csv, feb.csv",
    "'', statement",
    "/, statement",
  })
  void keepsTheNameAlone(String sent, String kept) {
    assertThat(StatementUpload.name(sent)).isEqualTo(kept);
  }

  @Test
  void keepsTheEndOfALongName() {
    assertThat(StatementUpload.name("x".repeat(500) + ".xlsx"))
        .hasSize(StatementUpload.NAME_CHARS_MAX)
        .endsWith(".xlsx");
  }
}
