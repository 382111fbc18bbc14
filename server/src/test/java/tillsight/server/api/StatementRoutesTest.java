package tillsight.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.multipart.MultipartForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.TestPostgres;

class StatementRoutesTest {

  private static final TestClock clock = new TestClock("2026-03-18T11:25:00Z");

  @RegisterExtension
  @Order(1)
  static final TestPostgres postgres = new TestPostgres();

  @RegisterExtension
  @Order(2)
  static final TestApi api =
      new TestApi(postgres, clock, (b, id, actor, reason) -> Future.succeededFuture());

  private static final String HEADER =
      "Receipt No.,Completion Time,Details,Transaction Status,Paid In,Withdrawn,Balance,Reason"
          + " Type,Other Party Info,Linked Transaction ID,A/C No.\n";

  private static SampleBusiness acme;
  private static SampleBusiness other;

  @BeforeAll
  static void open() {
    acme = api.open("Acme", "512");
    other = api.open("Other", "711");
  }

  @Test
  void takesAStatementOverAndLoadsIt() {
    var answer = upload("owner", "march.csv", statement("512002", "UC2A000001", "150.00"));

    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(202);
    var taken = answer.bodyAsJsonObject();
    assertThat(taken.getString("state")).isIn("checking", "loading", "done");
    assertThat(taken.getString("fileName")).isEqualTo("march.csv");
    assertThat(taken.getString("uploadedBy")).isEqualTo("owner@512");
    var done = ended(taken);
    assertThat(done.getString("state")).isEqualTo("done");
    assertThat(done.getLong("recovered")).isEqualTo(1);
    assertThat(done.getString("till")).isEqualTo("512002");
    assertThat(done.getString("format")).isEqualTo("org-statement");
    assertThat(done.getString("periodTo")).isEqualTo("2026-03-02T21:00:00Z");
    assertThat(done.getBoolean("totalsMatch")).isTrue();
    var payment = api.get(acme.user("owner"), "/payments/UC2A000001");
    assertThat(payment.getString("source")).isEqualTo("statement");
    assertThat(payment.getLong("amountCents")).isEqualTo(150_00);
    assertThat(
            acme.query(
                    "SELECT actor FROM audit_entry WHERE action = 'statement.load' AND subject = $1",
                    done.getString("id"))
                .iterator()
                .next()
                .getString("actor"))
        .isEqualTo("owner@512");
  }

  @Test
  void findsEverythingKnownTheSecondTime() {
    var file = statement("512002", "UC2B000001", "5.00");
    var first = ended(upload("operator", "a.csv", file).bodyAsJsonObject());

    var second = ended(upload("operator", "b.csv", file).bodyAsJsonObject());

    assertThat(second.getString("id")).isNotEqualTo(first.getString("id"));
    assertThat(second.getLong("recovered")).isZero();
    assertThat(second.getLong("known")).isEqualTo(1);
  }

  @Test
  void tellsWhichLinesAreDamaged() {
    var file = statement("512002", "UC2C000001", "5.00").replace("01-03-2026 10:00:00", "15:50");

    var refused = ended(upload("owner", "bad.csv", file).bodyAsJsonObject());

    assertThat(refused.getString("state")).isEqualTo("refused");
    assertThat(refused.getString("detail")).contains("nothing was loaded");
    assertThat(refused.getJsonArray("complaints").getJsonObject(0).getLong("line")).isEqualTo(5);
    assertThat(refused.getJsonArray("complaints").getJsonObject(0).getString("problem"))
        .startsWith("column Completion Time is a time without its date");
  }

  @Test
  void refusesFilesThatAreNoStatements() {
    var refused = ended(upload("owner", "x.csv", "%PDF-1.7").bodyAsJsonObject());

    assertThat(refused.getString("state")).isEqualTo("refused");
    assertThat(refused.getString("detail")).contains("is a PDF");
    assertThat(refused.getValue("format")).isNull();
  }

  @Test
  void takesTillAndFormatWhereTheFileDoesNotSay() {
    var file = HEADER + row("UC2D000001", "5.00");
    var form = form("x.csv", file).attribute("till", "512001").attribute("format", "org-statement");

    var done = ended(post("owner", form).bodyAsJsonObject());

    assertThat(done.getString("state")).isEqualTo("done");
    assertThat(done.getString("till")).isEqualTo("512001");
    assertThat(done.getValue("totalsMatch")).isNull();
  }

  @Test
  void refusesWrongForms() {
    var file = statement("512002", "UC2E000001", "5.00");

    assertThat(invalid(form("x.csv", file).attribute("till", "711001"))).contains("\"till\"");
    assertThat(invalid(form("x.csv", file).attribute("format", "xls"))).contains("\"format\"");
    assertThat(invalid(form("x.csv", file).attribute("tll", "512001"))).contains("\"tll\"");
    assertThat(invalid(MultipartForm.create().attribute("till", "512001"))).contains("\"file\"");
    assertThat(
            invalid(
                form("x.csv", file)
                    .textFileUpload("file", "y.csv", Buffer.buffer(file), "text/csv")))
        .contains("send each statement by itself");
    var json = api.post(acme.user("owner"), "/statements", new JsonObject());
    assertThat(json.statusCode()).isEqualTo(415);
    assertThat(json.bodyAsJsonObject().getString("detail")).contains("multipart/form-data");
  }

  @Test
  void letsOnlyThoseUploadWhoMay() {
    var file = statement("512002", "UC2F000001", "5.00");

    for (var role : new String[] {"auditor", "manager", "cashier"}) {
      assertThat(upload(role, "x.csv", file).statusCode()).as(role).isEqualTo(403);
    }
    assertThat(api.upload(null, "/statements", form("x.csv", file)).statusCode()).isEqualTo(401);
    assertThat(upload("operator", "x.csv", file).statusCode()).isEqualTo(202);
    for (var role : new String[] {"owner", "auditor", "operator"}) {
      assertThat(api.ask(acme.user(role), "/statements").statusCode()).as(role).isEqualTo(200);
    }
    for (var role : new String[] {"manager", "cashier"}) {
      assertThat(api.ask(acme.user(role), "/statements").statusCode()).as(role).isEqualTo(403);
    }
  }

  @Test
  void keepsOthersOut() {
    var theirs =
        api.upload(
                other.user("owner"),
                "/statements",
                form("x.csv", statement("711002", "UC2G000001", "5.00")))
            .bodyAsJsonObject()
            .getString("id");

    assertThat(api.ask(other.user("owner"), "/statements/" + theirs).statusCode()).isEqualTo(200);
    assertThat(api.ask(acme.user("owner"), "/statements/" + theirs).statusCode()).isEqualTo(404);
    assertThat(api.get(acme.user("owner"), "/statements").encode()).doesNotContain(theirs);
    var ours = upload("owner", "x.csv", statement("711002", "UC2G000002", "5.00"));
    assertThat(ended(ours.bodyAsJsonObject()).getString("detail"))
        .as("another business's till is as unknown as none")
        .contains("711002, which is no till known here");
  }

  @Test
  void pagesNewestFirst() {
    for (var i = 0; i < 4; i++) {
      clock.forward(java.time.Duration.ofSeconds(1));
      ended(upload("owner", "page-%d.csv".formatted(i), "page " + i).bodyAsJsonObject());
    }

    var first = api.get(acme.user("owner"), "/statements?limit=3");
    var second =
        api.get(acme.user("owner"), "/statements?limit=1&cursor=" + first.getString("next"));

    assertThat(first.getJsonArray("items").stream().map(JsonObject.class::cast))
        .extracting(item -> item.getString("fileName"))
        .containsExactly("page-3.csv", "page-2.csv", "page-1.csv");
    assertThat(second.getJsonArray("items").getJsonObject(0).getString("fileName"))
        .isEqualTo("page-0.csv");
  }

  @Test
  @Timeout(60)
  void refusesWhatIsTooLargeBeforeItIsThere() {
    var request =
        api.request(HttpMethod.POST, "/statements", acme.user("owner"))
            .putHeader("Content-Type", "multipart/form-data; boundary=x")
            .putHeader("Content-Length", Long.toString(300L * 1024 * 1024));
    // Asked for before anything is sent: the refusal may come, and the connection go, at once.
    var answer = request.response();
    request.write("--x\r\n");

    var problem =
        answer
            .compose(
                response -> {
                  assertThat(response.statusCode()).isEqualTo(413);
                  return response.body();
                })
            .await()
            .toJsonObject();

    assertThat(problem.getString("detail")).contains("larger than 256 MB", "shorter period");
  }

  @Test
  void leavesNoFileBehind() throws IOException {
    ended(upload("owner", "x.csv", statement("512002", "UC2H000001", "5.00")).bodyAsJsonObject());
    ended(upload("owner", "x.csv", "no statement").bodyAsJsonObject());
    upload("auditor", "x.csv", "not allowed");
    invalid(form("x.csv", "wrong").attribute("till", "1"));

    // The worker deletes a file right after it has written down how the run ended.
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!files().isEmpty()) {
      assertThat(System.nanoTime()).as("%s", files()).isLessThan(deadline);
    }
  }

  private static List<String> files() throws IOException {
    try (var files = Files.list(Path.of(api.uploads()))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.equals("lock"))
          .toList();
    }
  }

  private static String statement(String shortCode, String receipt, String amount) {
    return "Short Code,%s\nTime Period,From 01-03-2026 00:00:00,To 02-03-2026 23:59:59\nTotal Paid In,%s\n"
            .formatted(shortCode, amount)
        + HEADER
        + row(receipt, amount);
  }

  private static String row(String receipt, String amount) {
    return "%s,01-03-2026 10:00:00,Pay Bill from 2547****678 - JANE Acc. 1,Completed,%s,,,Pay Bill,2547****678 - JANE,,1\n"
        .formatted(receipt, amount);
  }

  private static MultipartForm form(String name, String file) {
    return MultipartForm.create()
        .textFileUpload("file", name, Buffer.buffer(file.getBytes(UTF_8)), "text/csv");
  }

  private static HttpResponse<Buffer> upload(String role, String name, String file) {
    return post(role, form(name, file));
  }

  private static HttpResponse<Buffer> post(String role, MultipartForm form) {
    return api.upload(acme.user(role), "/statements", form);
  }

  private static String invalid(MultipartForm form) {
    var answer = post("owner", form);
    assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(400);
    return answer.bodyAsString();
  }

  /** The statement once its load has ended; asking again is how callers follow it. */
  private static JsonObject ended(JsonObject taken) {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    var found = taken;
    while (found.getString("state").matches("checking|loading")) {
      assertThat(System.nanoTime()).as(found.encode()).isLessThan(deadline);
      found = api.get(acme.user("owner"), "/statements/" + taken.getString("id"));
    }
    return found;
  }
}
