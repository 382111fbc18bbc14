package tillsight.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.TestPostgres;
import tillsight.server.api.SampleBusiness.Sale;

class CustomerRoutesTest {

  private static final TestClock clock = new TestClock("2026-03-18T11:25:00Z");

  @RegisterExtension
  @Order(1)
  static final TestPostgres postgres = new TestPostgres();

  @RegisterExtension
  @Order(2)
  static final TestApi api =
      new TestApi(postgres, clock, (b, id, actor, reason) -> Future.succeededFuture());

  private static SampleBusiness acme;
  private static SampleBusiness other;

  @BeforeAll
  static void open() {
    acme = api.open("Acme", "512");
    other = api.open("Other", "711");
    acme.enter(Sale.of("UAA1", "001", "2026-01-02T09:00:00Z", 100_00, "regular"));
    acme.enter(Sale.of("UCA1", "001", "2026-03-01T09:00:00Z", 100_00, "regular"));
    acme.enter(Sale.of("UCA2", "003", "2026-03-17T20:30:00Z", 50_00, "regular"));
    acme.enter(Sale.of("UCA3", "002", "2026-03-17T21:30:00Z", 900_00, "big").named("Achieng"));
    acme.enter(Sale.of("UCA4", "003", "2026-03-10T09:00:00Z", 10_00, "east").masked());
    acme.enter(Sale.of("UCA5", "001", "2026-03-10T09:00:00Z", 10_00, "same").named("Otieno"));
    acme.enter(Sale.of("UCA6", "001", "2026-03-11T09:00:00Z", 10_00, null));
    acme.enter(Sale.of("UCA7", "000", "2026-03-11T09:00:00Z", 10_00, "b2b").revenue("review"));
    other.enter(Sale.of("UCZ1", "001", "2026-03-11T09:00:00Z", 10_00, "theirs"));
  }

  @Test
  void ranksBySpend() {
    var page = api.get(acme.user("owner"), "/customers");

    assertThat(spends(page)).containsExactly(900_00L, 250_00L, 10_00L, 10_00L);
    assertThat(page.getJsonArray("items").getJsonObject(1))
        .isEqualTo(
            new JsonObject(
                    """
                    {"firstName": "Wanjiku", "kind": "exact", "approximate": false,
                     "firstPaidAt": "2026-01-02T09:00:00Z", "lastPaidAt": "2026-03-17T20:30:00Z",
                     "recencyDays": 1, "purchases": 3, "spendCents": 25000, "r": null, "f": null,
                     "m": null, "rfmSegment": null, "loyalty": null, "pAlive": null,
                     "expectedPurchases12m": null, "lifetimeValue12mCents": null, "cluster": null,
                     "pc1": null, "pc2": null}
                    """)
                .put("id", acme.payer("regular").toString())
                .put("display", nick("regular")));
    // Paid at half past midnight today, in Nairobi.
    assertThat(page.getJsonArray("items").getJsonObject(0).getInteger("recencyDays")).isZero();
    assertThat(ids(api.get(acme.user("owner"), "/customers?sort=loyalty"))).isEqualTo(ids(page));
  }

  @Test
  void ranksByRecency() {
    assertThat(ids(api.get(acme.user("owner"), "/customers?sort=recent&limit=2")))
        .containsExactly(id("big"), id("regular"));
  }

  @Test
  void countsOnlyTheRangeAndScope() {
    var early = api.get(acme.user("owner"), "/customers?from=2026-03-01&to=2026-03-05");
    assertThat(spends(early)).containsExactly(100_00L);
    assertThat(early.getJsonArray("items").getJsonObject(0).getInteger("recencyDays")).isEqualTo(3);

    var west = api.get(acme.user("manager"), "/customers");
    assertThat(ids(west)).containsExactly(id("big"), id("regular"), id("same"));
    assertThat(spends(west)).containsExactly(900_00L, 200_00L, 10_00L);
  }

  @Test
  void findsByNameMaskAndNickname() {
    assertThat(ids(api.get(acme.user("owner"), "/customers?q=ach"))).containsExactly(id("big"));
    assertThat(ids(api.get(acme.user("owner"), "/customers?q=2547%20*****149")))
        .containsExactly(id("east"));
    var nick = nick("regular").toLowerCase(java.util.Locale.ROOT).replace(" ", "%20");
    assertThat(ids(api.get(acme.user("owner"), "/customers?q=" + nick)))
        .containsExactly(id("regular"));
    assertThat(ids(api.get(acme.user("owner"), "/customers?q=customer"))).isEmpty();
  }

  @Test
  void pagesWithoutGapsOrRepeats() {
    for (var sort : List.of("spend", "recent")) {
      var all = ids(api.get(acme.user("owner"), "/customers?sort=" + sort));
      var seen = new ArrayList<String>();
      String next = null;
      do {
        var cursor = next == null ? "" : "&cursor=" + next;
        var page = api.get(acme.user("owner"), "/customers?limit=1&sort=" + sort + cursor);
        seen.addAll(ids(page));
        next = page.getString("next");
      } while (next != null);
      assertThat(seen).isEqualTo(all);
    }
    var next = api.get(acme.user("owner"), "/customers?limit=1").getString("next");
    assertThat(api.ask(acme.user("owner"), "/customers?sort=recent&cursor=" + next).statusCode())
        .isEqualTo(400);
  }

  @Test
  void tellsAllAboutOneCustomer() {
    var customer = api.get(acme.user("owner"), "/customers/" + id("regular"));

    assertThat(customer.getJsonArray("payments").stream().map(JsonObject.class::cast))
        .extracting(payment -> payment.getString("receipt"))
        .containsExactly("UCA2", "UCA1", "UAA1");
    assertThat(customer.getJsonArray("byMonth").encode())
        .isEqualTo(
            "[{\"month\":\"2026-01\",\"purchases\":1,\"spendCents\":10000},"
                + "{\"month\":\"2026-03\",\"purchases\":2,\"spendCents\":15000}]");
    assertThat(customer.getJsonArray("tills").encode())
        .isEqualTo(
            "[{\"till\":\"512001\",\"name\":\"Counter 001\",\"purchases\":2,\"spendCents\":20000},"
                + "{\"till\":\"512003\",\"name\":\"Counter 003\",\"purchases\":1,"
                + "\"spendCents\":5000}]");

    var west = api.get(acme.user("manager"), "/customers/" + id("regular"));
    assertThat(west.getLong("spendCents")).isEqualTo(200_00);
    assertThat(west.getJsonArray("tills").size()).isEqualTo(1);
  }

  @Test
  void hidesCustomersOutsideTheScope() {
    for (var hidden : List.of(other.payer("theirs"), acme.payer("b2b"), UUID.randomUUID())) {
      assertThat(api.ask(acme.user("owner"), "/customers/" + hidden).statusCode()).isEqualTo(404);
    }
    assertThat(api.ask(acme.user("manager"), "/customers/" + id("east")).statusCode())
        .isEqualTo(404);
    assertThat(api.ask(acme.user("owner"), "/customers/nobody").statusCode()).isEqualTo(400);
  }

  private static String id(String payer) {
    return acme.payer(payer).toString();
  }

  private static String nick(String payer) {
    return "Customer " + id(payer).substring(0, 4).toUpperCase(java.util.Locale.ROOT);
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getString("id"))
        .toList();
  }

  private static List<Long> spends(JsonObject page) {
    return page.getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getLong("spendCents"))
        .toList();
  }
}
