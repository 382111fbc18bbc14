package tillsight.server.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.TestPostgres;
import tillsight.server.api.SampleBusiness.Sale;
import tillsight.server.bus.Topics;

class LiveRoutesTest {

  private static final TestClock clock = new TestClock("2026-03-18T11:25:00Z");

  @RegisterExtension
  @Order(1)
  static final TestPostgres postgres = new TestPostgres();

  @RegisterExtension
  @Order(2)
  static final TestApi api =
      new TestApi(postgres, clock, (b, id, actor, reason) -> Future.succeededFuture());

  private static HttpClient client;

  @BeforeAll
  static void open() {
    client =
        postgres.vertx().httpClientBuilder().with(new PoolOptions().setHttp1MaxSize(50)).build();
  }

  @Test
  void sendsPaymentsAndTodayToThoseWhoMaySeeThem() {
    var acme = api.open("Acme", "512");
    var owner = listen(api.token(acme.user("owner")), "", null);
    var cashier = listen(api.token(acme.user("cashier")), "", null);
    var east = listen(api.token(acme.user("owner")), "?till=512003", null);

    var first = acme.enter(Sale.of("UCI1", "001", "2026-03-18T11:20:00Z", 100_00, "one"));
    acme.enter(Sale.of("UCI2", "003", "2026-03-18T11:21:00Z", 250_00, "two"));
    // Paid yesterday, booked late: none of a cashier's business.
    var last =
        acme.enter(Sale.of("UCH3", "001", "2026-03-17T09:00:00Z", 7_00, "one"), clock.instant());
    publish(acme, first, last);

    owner.await(events -> receipts(events).size() == 3);
    assertThat(receipts(owner.events)).containsExactly("UCI1", "UCI2", "UCH3");
    assertThat(owner.events.get(indexOfPayment(owner)).id()).isEqualTo(first.toString());
    owner.await(events -> events.stream().anyMatch(event -> payments(event) == 2));
    assertThat(owner.last("summary"))
        .isEqualTo(
            new JsonObject(
                """
                {"date": "2026-03-18", "payments": 2, "grossCents": 35000, "averageCents": 17500,
                 "customers": 2, "newCustomers": 1, "asOf": "2026-03-18T11:25:00Z"}
                """));

    cashier.await(events -> events.stream().anyMatch(event -> payments(event) == 1));
    assertThat(receipts(cashier.events)).containsExactly("UCI1");
    assertThat(cashier.last("payment").getValue("customerId")).isNull();
    assertThat(cashier.last("summary").getLong("grossCents")).isEqualTo(100_00);

    east.await(events -> events.stream().anyMatch(event -> payments(event) == 1));
    assertThat(receipts(east.events)).containsExactly("UCI2");
  }

  @Test
  void sendsWhatWasMissed() {
    var acme = api.open("Missed", "513");
    acme.enter(Sale.of("UCI1", "001", "2026-03-18T10:00:00Z", 1_00, "one"));
    var seen = acme.enter(Sale.of("UCI2", "001", "2026-03-18T10:10:00Z", 2_00, "one"));
    acme.enter(Sale.of("UCI3", "001", "2026-03-18T10:20:00Z", 4_00, "one"));
    acme.enter(Sale.of("UCI4", "003", "2026-03-18T10:30:00Z", 8_00, "one"));

    for (var stream :
        List.of(
            listen(api.token(acme.user("manager")), "", seen.toString()),
            listen(api.token(acme.user("manager")), "?lastEventId=" + seen, null))) {
      stream.await(events -> receipts(events).contains("UCI3"));
      assertThat(receipts(stream.events)).doesNotContain("UCI1", "UCI4");
    }
  }

  @Test
  void keepsTheNewestOfALargeCommit() {
    var acme = api.open("Busy", "514");
    var owner = listen(api.token(acme.user("owner")), "", null);
    UUID first = null;
    UUID last = null;
    for (var sale = 0; sale < 210; sale++) {
      last =
          acme.enter(Sale.of("UCI%03d".formatted(sale), "001", "2026-03-18T11:00:00Z", 1_00, null));
      first = first == null ? last : first;
    }
    publish(acme, first, last);

    owner.await(events -> receipts(events).size() == 200);
    assertThat(receipts(owner.events)).startsWith("UCI010").endsWith("UCI209");
  }

  @Test
  void endsWithTheSession() {
    var acme = api.open("Ended", "515");
    var token = api.signIn(acme.user("owner")).getString("accessToken");
    var stream = listen(token, "", null);

    api.send(HttpMethod.DELETE, "/sessions/current", token, null);

    stream.awaitEnd();
  }

  @Test
  void endsWithTheToken() {
    var acme = api.open("Expired", "516");
    var stream = listen(api.signIn(acme.user("owner")).getString("accessToken"), "", null);

    clock.forward(Duration.ofMinutes(15));

    stream.awaitEnd();
    clock.set("2026-03-18T11:25:00Z");
  }

  @Test
  void limitsTheStreamsOfOneUser() {
    var acme = api.open("Many", "517");
    var token = api.token(acme.user("owner"));
    for (var stream = 0; stream < 10; stream++) {
      listen(token, "", null);
    }

    var refused = api.send(HttpMethod.GET, "/live", token, null);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.getHeader("Retry-After")).isNotNull();
  }

  @Test
  void refusesWhoMayNotListenAndWhatItCannotRead() {
    var acme = api.open("Refused", "518");

    assertThat(api.ask(acme.user("operator"), "/live").statusCode()).isEqualTo(403);
    assertThat(api.ask(acme.user("cashier"), "/live?till=518003").statusCode()).isEqualTo(403);
    assertThat(api.ask(acme.user("owner"), "/live?lastEventId=x").statusCode()).isEqualTo(400);
    assertThat(api.send(HttpMethod.GET, "/live", null, null).statusCode()).isEqualTo(401);
  }

  private static void publish(SampleBusiness business, UUID first, UUID last) {
    Topics.PAYMENTS_BOOKED.publish(
        postgres.vertx(),
        new Topics.PaymentsBooked(business.id(), first.toString(), last.toString(), 1));
  }

  private static Stream listen(String token, String query, String lastEventId) {
    var response =
        client
            .request(HttpMethod.GET, api.port(), "localhost", "/api/v1/live" + query)
            .compose(
                request -> {
                  request.putHeader("Authorization", "Bearer " + token);
                  if (lastEventId != null) {
                    request.putHeader("Last-Event-ID", lastEventId);
                  }
                  return request.send().map(Stream::new);
                })
            .await();
    assertThat(response.response.statusCode()).isEqualTo(200);
    assertThat(response.response.getHeader("Content-Type")).isEqualTo("text/event-stream");
    // The first count of today says that the listener is known to the node.
    response.await(events -> events.stream().anyMatch(event -> event.name().equals("summary")));
    return response;
  }

  private static List<String> receipts(List<Event> events) {
    return events.stream()
        .filter(event -> event.name().equals("payment"))
        .map(event -> event.data().getString("receipt"))
        .toList();
  }

  private static int indexOfPayment(Stream stream) {
    var index = 0;
    while (!stream.events.get(index).name().equals("payment")) {
      index++;
    }
    return index;
  }

  private static long payments(Event event) {
    return event.name().equals("summary") ? event.data().getLong("payments") : -1;
  }

  private record Event(String name, String id, JsonObject data) {}

  /** An open stream of events, as its reader sees it. */
  private static final class Stream {
    private final HttpClientResponse response;
    private final List<Event> events = new ArrayList<>();
    private final Promise<Void> end = Promise.promise();
    private String text = "";
    private Predicate<List<Event>> wanted = events -> false;
    private Promise<Void> found = Promise.promise();

    Stream(HttpClientResponse response) {
      this.response = response;
      response.endHandler(done -> end.complete());
      response.handler(chunk -> read(chunk.toString()));
    }

    private synchronized void read(String chunk) {
      text += chunk;
      int end;
      while ((end = text.indexOf("\n\n")) >= 0) {
        parse(text.substring(0, end));
        text = text.substring(end + 2);
      }
      if (wanted.test(events)) {
        found.tryComplete();
      }
    }

    private void parse(String block) {
      var name = "";
      var id = "";
      for (var line : block.split("\n")) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          events.add(new Event(name, id, new JsonObject(line.substring(6))));
        }
      }
    }

    void await(Predicate<List<Event>> condition) {
      Promise<Void> promise;
      synchronized (this) {
        wanted = condition;
        found = Promise.promise();
        promise = found;
        if (condition.test(events)) {
          promise.complete();
        }
      }
      await(promise.future());
    }

    void awaitEnd() {
      await(end.future());
    }

    private static void await(Future<Void> future) {
      try {
        future.await(10, SECONDS);
      } catch (TimeoutException e) {
        throw new AssertionError("it did not come", e);
      }
    }

    synchronized JsonObject last(String name) {
      return events.stream().filter(event -> event.name().equals(name)).toList().getLast().data();
    }
  }
}
