package tillsight.server.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfirmationBodyTest {

  private static final Instant PAID = Instant.parse("2026-03-01T21:00:05Z");

  @Test
  void isWhatDarajaSendsByteForByte() {
    var body = text(ConfirmationBody.of(till("JANE", 83_570_48L), PayerForm.MASKED));
    assertThat(body)
        .isEqualTo(
            """
            {"TransactionType":"Customer Merchant Payment","TransID":"UC2AB12CD3",\
            "TransTime":"20260302000005","TransAmount":"150.00","BusinessShortCode":"5270011",\
            "BillRefNumber":"","InvoiceNumber":"","OrgAccountBalance":"83570.48",\
            "ThirdPartyTransID":"","MSISDN":"2547 ***** 149","FirstName":"JANE",\
            "MiddleName":"","LastName":""}""");
  }

  @Test
  void plainPayersComeWithAllNames() {
    var json = json(ConfirmationBody.of(till("JANE", 5L), PayerForm.PLAIN));
    assertThat(json.getString("MSISDN")).isEqualTo("254708374149");
    assertThat(json.getString("MiddleName")).isEqualTo("A.");
    assertThat(json.getString("LastName")).isEqualTo("DOE");
    assertThat(json.getString("OrgAccountBalance")).isEqualTo("0.05");
  }

  @Test
  void organisationsHaveNoNumberAndFewerKeys() {
    var sweep =
        new SimulatedPayment(
            PAID,
            "UC2AB12CD3",
            "5270010",
            22_779_95,
            SimulatedPayment.ORGANISATION,
            "5270011",
            "OK",
            "",
            PersonName.organisation("MAMA NJERI STORES"),
            null);
    var json = json(ConfirmationBody.of(sweep, PayerForm.SHA256));
    assertThat(json.getString("MSISDN")).isEmpty();
    assertThat(json.getString("TransAmount")).isEqualTo("22779.95");
    assertThat(json.getString("OrgAccountBalance")).isEmpty();
    assertThat(json.fieldNames()).doesNotContain("MiddleName", "LastName");
  }

  @Test
  void anyNameSurvives() {
    var every = IntStream.range(0, 0xD800).mapToObj(Character::toString).toList();
    for (var name : every) {
      assertThat(firstName(name)).isEqualTo(name);
    }
    for (var name : new String[] {"O\"BRIEN \\ \n", "عائشة", "NJERI 🌍", "\uD83C", "NG'ENDO"}) {
      assertThat(firstName(name)).isEqualTo(name);
    }
  }

  @Test
  void validationAsksBeforeTheMoneyMoves() {
    var json = json(ConfirmationBody.validation(till("JANE", 9L), PayerForm.MASKED));
    assertThat(json.getString("TransactionType")).isEqualTo("Buy Goods");
    assertThat(json.getString("OrgAccountBalance")).isEmpty();
    assertThat(json.getString("TransID")).isEqualTo("UC2AB12CD3");
  }

  private static String firstName(String name) {
    return json(ConfirmationBody.of(till(name, 1L), PayerForm.MASKED)).getString("FirstName");
  }

  private static SimulatedPayment till(String firstName, @Nullable Long balance) {
    return new SimulatedPayment(
        PAID,
        "UC2AB12CD3",
        "5270011",
        150_00,
        SimulatedPayment.TILL,
        "",
        "",
        "254708374149",
        new PersonName(firstName, "A.", "DOE"),
        balance);
  }

  private static JsonObject json(byte[] body) {
    return new JsonObject(text(body));
  }

  private static String text(byte[] body) {
    return new String(body, UTF_8);
  }
}
