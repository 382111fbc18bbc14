package tillsight.server.payer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is hidden of the text that payers type. */
class PhoneNumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0708374149, 2547 ***** 149",
    "254708374149, 2547 ***** 149",
    "+254110374149, 2541 ***** 149",
    "rent 0708374149 June, rent 2547 ***** 149 June",
    "0708374149/0722000000, 2547 ***** 149/2547 ***** 000",
  })
  void hidesNumbers(String typed, String shown) {
    assertThat(PhoneNumbers.hide(typed)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"ACC001", "37207636392", "708374149", "07083741490", "INV0708", "2547 ***** 149"})
  void leavesOtherTextAlone(String typed) {
    assertThat(PhoneNumbers.hide(typed)).isEqualTo(typed);
  }
}
