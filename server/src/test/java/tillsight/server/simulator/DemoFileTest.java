package tillsight.server.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import tillsight.server.demo.DemoMpesa;

class DemoFileTest {

  @Test
  void describesTheBusinessThatIsSimulated() throws IOException {
    var business = business();
    var outlets = new ArrayList<Outlet>();
    for (var branch : business.path("branches")) {
      for (var till : branch.path("tills")) {
        outlets.add(
            new Outlet(
                till.path("code").textValue(),
                Outlet.Kind.of(till.path("kind").textValue()),
                branch.path("name").textValue(),
                till.path("headOffice").textValue()));
      }
    }
    assertThat(business.path("name").textValue()).isEqualTo(Profile.DEMO.name());
    assertThat(outlets).isEqualTo(Profile.DEMO.outlets());
  }

  @Test
  void hasTheCredentialsOfTheDarajaThatIsSimulated() throws IOException {
    var daraja = business().path("daraja");
    assertThat(daraja.path("consumerKey").textValue()).isEqualTo(DemoMpesa.APP.consumerKey());
    assertThat(daraja.path("consumerSecret").textValue()).isEqualTo(DemoMpesa.APP.consumerSecret());
    assertThat(daraja.path("c2bVersion").textValue()).isEqualTo(DemoMpesa.APP.c2bVersion());
    assertThat(DemoMpesa.APP.shortCodes()).contains(daraja.path("shortcode").textValue());
  }

  @Test
  void hasAUserOfEveryRole() throws IOException {
    assertThat(business().path("users"))
        .extracting(user -> user.path("role").textValue())
        .containsExactlyInAnyOrder("owner", "manager", "cashier", "auditor", "operator");
    assertThat(business().path("users"))
        .allMatch(user -> user.path("password").textValue().length() >= 10)
        .allMatch(user -> user.path("password").textValue().startsWith("demo-"));
  }

  private static JsonNode business() throws IOException {
    try (var file = DemoFileTest.class.getResourceAsStream("/demo.yaml")) {
      return new YAMLMapper().readTree(file).path("businesses").path(0);
    }
  }
}
