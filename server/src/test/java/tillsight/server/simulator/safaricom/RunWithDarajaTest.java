package tillsight.server.simulator.safaricom;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tillsight.server.simulator.DarajaSimulator;
import tillsight.server.simulator.Faults;
import tillsight.server.simulator.Movement;
import tillsight.server.simulator.Mpesa;
import tillsight.server.simulator.Outcome;
import tillsight.server.simulator.Profile;
import tillsight.server.simulator.Shop;
import tillsight.server.simulator.SimulatorOptions;
import tillsight.server.simulator.WallTime;

/** A load and Daraja over the same books: what one withholds the other tells. */
class RunWithDarajaTest {

  private static final DarajaApp APP = DarajaApp.of(Profile.DEMO);

  private final Shop shop = new Shop(11, Profile.DEMO);
  private final Mpesa mpesa = Mpesa.of(shop);
  private final Map<String, Long> received = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
  private Vertx vertx;
  private HttpServer business;
  private WebClient client;
  private DarajaServer daraja;
  private String token;

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    client = WebClient.create(vertx);
    business =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> {
                              var json = body.toJsonObject();
                              // One in ten is turned away, and not brought again.
                              var receipt = json.getString("TransID");
                              var refuses = receipt.hashCode() % 10 == 0;
                              if (!refuses) {
                                received.put(receipt, cents(json.getString("TransAmount")));
                              }
                              request.response().setStatusCode(refuses ? 500 : 200).end();
                            }))
            .listen(0, "127.0.0.1")
            .await(10, SECONDS);
    var quirks = Quirks.parse("pull-registration=0,page-size=200");
    daraja =
        DarajaServer.start(vertx, mpesa, DarajaOptions.of(APP).withQuirks(quirks))
            .await(10, SECONDS);
    token = token();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, SECONDS);
  }

  @Test
  void whatWasReceivedAndWhatPullTellsIsTheTruth() throws Exception {
    var from = Instant.now().minusSeconds(5);
    var options =
        SimulatorOptions.to(URI.create("http://127.0.0.1:" + business.actualPort()), "t0ken", shop)
            .withRate(300, Duration.ofSeconds(3))
            .withFaults(Faults.parse("loss=0.1,duplicates=0.05,reorder=0.2", 3))
            .withWitness(outcomes::add)
            .withMpesa(mpesa);

    var result = DarajaSimulator.run(vertx, options).await(60, SECONDS);

    var truth = new HashMap<String, Long>();
    for (var movement : mpesa.truth(null, Instant.MIN, Instant.MAX)) {
      assertThat(movement.kind()).isEqualTo(Movement.Kind.PAYMENT);
      assertThat(movement.at()).isBetween(from, Instant.now());
      truth.put(movement.receipt(), movement.amountCents());
    }
    assertThat(truth).hasSize(900).containsAllEntriesOf(received);
    assertThat(result.lost()).isBetween(50L, 150L);
    assertThat(result.refused()).isBetween(40L, 160L);
    assertThat(accepted()).isEqualTo(received.keySet());

    var pulled = pull(from, Instant.now());
    assertThat(pulled).isEqualTo(truth);
  }

  private Set<String> accepted() {
    var receipts = new HashSet<String>();
    outcomes.stream()
        .filter(Outcome::isAccepted)
        .forEach(outcome -> receipts.add(outcome.delivery().receipt()));
    return receipts;
  }

  private Map<String, Long> pull(Instant from, Instant to) throws Exception {
    var pulled = new HashMap<String, Long>();
    for (var code : APP.shortCodes()) {
      var rows = 0;
      for (var page = page(code, from, to, 0); !page.isEmpty(); ) {
        for (var row : page) {
          var json = (JsonObject) row;
          pulled.put(json.getString("transactionId"), cents(json.getString("amount")));
        }
        rows += page.size();
        page = page(code, from, to, rows);
      }
    }
    return pulled;
  }

  private JsonArray page(String code, Instant from, Instant to, int offset) throws Exception {
    var form = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    var answer =
        client
            .postAbs(daraja.url() + "/pulltransactions/v1/query")
            .bearerTokenAuthentication(token)
            .sendJsonObject(
                new JsonObject()
                    .put("ShortCode", code)
                    .put("StartDate", WallTime.text(from, form))
                    .put("EndDate", WallTime.text(to, form))
                    .put("OffSetValue", offset))
            .await(10, SECONDS);
    return answer.bodyAsJsonObject().getJsonArray("Response").getJsonArray(0);
  }

  private String token() throws Exception {
    return client
        .getAbs(daraja.url() + "/oauth/v1/generate?grant_type=client_credentials")
        .basicAuthentication(APP.consumerKey(), APP.consumerSecret())
        .send()
        .await(10, SECONDS)
        .bodyAsJsonObject()
        .getString("access_token");
  }

  private static long cents(String amount) {
    return Math.round(Double.parseDouble(amount) * 100);
  }
}
