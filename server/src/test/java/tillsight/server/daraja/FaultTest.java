package tillsight.server.daraja;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tillsight.server.daraja.DarajaRefusal.Why;

class FaultTest {

  /** Every error of the documented tables: status, code, text, and what it is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | 400.008.02 | Invalid grant type passed | WRONG_GRANT_TYPE",
        "400 | 400.008.01 | Invalid Authentication passed | WRONG_AUTHENTICATION",
        "500 | 500.003.1001 | Urls are already registered | ALREADY_REGISTERED",
        "500 | 500.003.1001 | Internal Server Error | DARAJA_FAULT",
        "500 | 500.003.1001 | Duplicate notification info, SP ID 1, correlator 2 | OLD_PLATFORM",
        "400 | 400.003.01 | Invalid access token | TOKEN_REFUSED",
        "400 | 400.003.02 | Bad Request | BAD_REQUEST",
        "400 | 400.003.02 | Bad Request - Invalid ValidationURL - URL has the word MPESA | FORBIDDEN_WORD",
        "400 | 400.002.05 | Invalid Request Payload | INVALID_PAYLOAD",
        "401 | 401.003.01 | Error Occurred - Invalid Access Token - Invalid API call as no apiproduct match found | PRODUCT_MISSING",
        "401 | 401.003.01 | Error Occurred - Invalid Access Token - x | TOKEN_REFUSED",
        "404 | 404.003.01 | Resource not found | WRONG_PATH",
        "404 | 404.001.04 | Invalid Authentication Header | WRONG_METHOD",
        "500 | 500.003.02 | Error Occurred: Spike Arrest Violation | SPIKE_ARREST",
        "500 | 500.003.02 | System is busy. Please try again in few minutes. | SPIKE_ARREST",
        "500 | 500.003.03 | Error Occurred: Quota Violation | QUOTA",
        "400 | 400.001 | Invalid shortcode | WRONG_SHORT_CODE",
        "401 | 401.001 | Invalid token | TOKEN_REFUSED",
        "400 | 400.002.02 | Bad Request - Invalid PhoneNumber | INVALID_FIELD",
        "400 | 400.002.02 | Bad Request - Invalid BusinessShortCode | WRONG_SHORT_CODE",
        "404 | 404.001.03 | Invalid Access Token | TOKEN_REFUSED",
        "404 | 404.001.01 | Resource not found | WRONG_PATH",
        "405 | 405.001 | Method Not Allowed | WRONG_METHOD",
        "500 | 500.001.1001 | Merchant does not exist | MERCHANT_UNKNOWN",
        "500 | 500.001.1001 | Wrong credentials | WRONG_PASSKEY",
        "500 | 500.001.1001 | Unable to lock subscriber, a transaction is already in process | SUBSCRIBER_BUSY",
        "500 | 500.001.1001 | The transaction is being processed | STILL_PROCESSING",
        "500 | 500.001.1001 | Server Error | DARAJA_FAULT",
        "500 | 500.002.1001 | Unable to process request | DARAJA_FAULT",
        "400 | 2001 | The initiator information is invalid. | WRONG_INITIATOR",
        "403 | '' | '' | FORBIDDEN",
        "429 | '' | '' | SPIKE_ARREST",
        "503 | '' | '' | UNAVAILABLE",
        "418 | '' | '' | UNKNOWN",
        "200 | 99 | Something new | UNKNOWN",
      })
  void knowsEveryDocumentedError(int status, String code, String text, Why why) {
    var body =
        new JsonObject().put("requestId", "1").put("errorCode", code).put("errorMessage", text);

    var refusal = Fault.of(status, body.toBuffer()).refusal();

    assertThat(refusal.why()).isEqualTo(why);
    assertThat(refusal).hasMessageStartingWith(why.sentence()).hasMessageEndingWith(why.remedy());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | INSUFFICIENT_BALANCE | INSUFFICIENT_BALANCE",
        "2 | BELOW_MINIMUM | BELOW_MINIMUM",
        "3 | ABOVE_MAXIMUM | ABOVE_MAXIMUM",
        "4 | DAILY_LIMIT | DAILY_LIMIT",
        "8 | BALANCE_LIMIT | BALANCE_LIMIT",
        "11 | DEBIT_PARTY_STATE | DEBIT_PARTY_STATE",
        "17 | REPEATED_TOO_SOON | REPEATED_TOO_SOON",
        "21 | NOT_ALLOWED | NOT_ALLOWED",
        "1001 | SUBSCRIBER_BUSY | SUBSCRIBER_BUSY",
        "1019 | EXPIRED | EXPIRED",
        "1025 | PUSH_FAILED | PUSH_FAILED",
        "1032 | CANCELLED | CANCELLED",
        "1037 | NO_REPLY | NO_REPLY",
        "2001 | WRONG_INITIATOR | WRONG_PIN",
        "2006 | ACCOUNT_RULE | ACCOUNT_RULE",
        "2028 | PRODUCT_ASSIGNMENT | PRODUCT_ASSIGNMENT",
        "2032 | RECEIPT_UNKNOWN | RECEIPT_UNKNOWN",
        "8006 | CREDENTIAL_LOCKED | PIN_LOCKED",
        "9999 | PUSH_FAILED | PUSH_FAILED",
        "SFC_IC0003 | OPERATOR_UNKNOWN | OPERATOR_UNKNOWN",
        "TP40153 | WRONG_INITIATOR | WRONG_INITIATOR",
        "R000001 | ALREADY_REVERSED | ALREADY_REVERSED",
        "R000002 | ORIGINAL_INVALID | ORIGINAL_INVALID",
      })
  void knowsEveryDocumentedResultCode(String code, Why ofOperation, Why ofPush) {
    assertThat(ResultCode.of(code)).contains(ofOperation);
    assertThat(ResultCode.ofPush(code)).contains(ofPush);
  }

  @Test
  void knowsSuccessByItsZeros() {
    assertThat(Stream.of("0", "00000000", " 0 ")).allMatch(ResultCode::isSuccess);
    assertThat(Stream.of("", " ", "1", "10", "SFC_0")).noneMatch(ResultCode::isSuccess);
    assertThat(ResultCode.of("4242")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Why.class)
  void saysWhatToDoAboutEachInPlainWords(Why why) {
    assertThat(why.sentence()).isNotBlank().doesNotEndWith(".").doesNotContain(";");
    assertThat(why.remedy()).isNotBlank().doesNotEndWith(".");
  }

  @Test
  void readsEnvelopesAndGateways() {
    assertThat(
            why(
                500,
                "{'Envelope':{'Body':{'Fault':{'faultcode':'x','faultstring':'ResponseCode 503 is treated as error'}}}}"))
        .isEqualTo(Why.UNAVAILABLE);
    assertThat(
            why(
                500,
                "{'Envelope':{'Body':{'Fault':{'faultstring':'ResponseCode 409 is treated as error'}}}}"))
        .isEqualTo(Why.UNAVAILABLE);
    assertThat(
            why(
                500,
                "{'fault':{'faultstring':'Spike arrest violation','detail':{'errorcode':'policies.ratelimit.SpikeArrestViolation'}}}"))
        .isEqualTo(Why.SPIKE_ARREST);
    assertThat(why(503, "<html>")).isEqualTo(Why.UNAVAILABLE);
    assertThat(why(200, "<html>")).isEqualTo(Why.UNREADABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "3",
        "'x'",
        "{",
        "{'errorCode':null}",
        "{'errorCode':{}}",
        "{'errorMessage':[1]}",
        "{'fault':3}",
        "{'Envelope':{'Body':[]}}",
        "{'a':1}{'b':2}"
      })
  void makesARefusalOfAnything(String body) {
    for (var status : new int[] {0, 200, 302, 400, 500}) {
      assertThat(Fault.of(status, json(body)).refusal().getMessage()).isNotBlank();
    }
  }

  @Test
  void leavesOutWhatItDoesNotKnow() {
    var refusal = Fault.of(400, json("{'secret':'hunter2','note':'0712345678'}")).refusal();

    assertThat(refusal.getMessage()).doesNotContain("hunter2", "0712345678").contains("HTTP 400");
  }

  @Test
  void showsNeitherTokensNorNumbersNorAddresses() {
    var said =
        CleanText.of(
            """
            Invalid Access Token - GvzjNnYgNJtwgwfLBkZh65VPwfKuKs0V for +254712345678 and
            0712345678 and 712345678 at https://till.example/c2b/t0k3n/confirmation\u0000 \u202e""");

    assertThat(said)
        .isEqualTo("Invalid Access Token - … for 2547 ***** 678 and 2547 ***** 678 and … at …");
    assertThat(CleanText.of("Short Code  5120000  Registered Successfully"))
        .isEqualTo("Short Code 5120000 Registered Successfully");
    assertThat(CleanText.of("a ".repeat(500)).length()).isLessThan(170);
  }

  @Test
  void namesOnlyWhatMayPassByItself() {
    assertThat(Arrays.stream(Why.values()).filter(Why::retryHelps))
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.of(
                Why.UNREACHABLE,
                Why.NO_ANSWER,
                Why.UNAVAILABLE,
                Why.SPIKE_ARREST,
                Why.QUOTA,
                Why.DARAJA_FAULT,
                Why.TOKEN_REFUSED,
                Why.STILL_PROCESSING,
                Why.REPEATED_TOO_SOON,
                Why.SUBSCRIBER_BUSY,
                Why.EXPIRED,
                Why.PUSH_FAILED,
                Why.NO_REPLY));
  }

  private static Why why(int status, String body) {
    return Fault.of(status, json(body)).why();
  }

  private static Buffer json(String singleQuoted) {
    return Buffer.buffer(singleQuoted.replace('\'', '"'));
  }
}
