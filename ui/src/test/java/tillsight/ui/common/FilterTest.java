package tillsight.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-03-02");

  @Test
  void comesBackFromItsOwnAddress() {
    var filter = filter("till=5120001&till=600984&from=2026-02-01&to=2026-02-10&compare=year");

    assertThat(Filter.of(Address.of(filter), TODAY)).isEqualTo(filter);
  }

  @Test
  void isTheWholeBusinessAndTheLastFourWeeksWhenNothingIsSaid() {
    assertThat(filter("").isEverywhere()).isTrue();
    assertThat(filter("").range()).isEqualTo(Preset.LAST_28.on(TODAY));
    assertThat(Address.of(filter("")).getQueryString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "range=nonsense",
        "from=2026-02-31&to=x",
        "till=%3Cscript%3E",
        "branch=99999999999999999999",
        "compare=sideways",
        "from=2026-01-01"
      })
  void takesWhatMakesNoSenseAsNotSaid(String address) {
    assertThat(filter(address)).isEqualTo(filter(""));
  }

  private static Filter filter(String address) {
    return Filter.of(QueryParameters.fromString(address), TODAY);
  }
}
