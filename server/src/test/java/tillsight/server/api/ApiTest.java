package tillsight.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.TestPostgres;
import tillsight.server.http.Problem;

/** What all calls share: the document, problems, headers, limits. */
class ApiTest {

  private static final TestClock clock = new TestClock("2026-03-18T11:25:00Z");

  @RegisterExtension
  @Order(1)
  static final TestPostgres postgres = new TestPostgres();

  @RegisterExtension
  @Order(2)
  static final TestApi api =
      new TestApi(postgres, clock, (b, id, actor, reason) -> Future.succeededFuture());

  private static SampleBusiness acme;

  @BeforeAll
  static void open() {
    acme = api.open("Acme", "512");
  }

  @Test
  void describesItself() throws IOException {
    var response = api.raw(HttpMethod.GET, "/api/openapi.yaml");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.getHeader("Content-Type")).startsWith("application/yaml");
    var document = new YAMLMapper().readTree(response.bodyAsString());
    assertThat(document.get("openapi").asText()).startsWith("3.1");
    // That each described call is built, and each built call described, stops the start otherwise.
    assertThat(document.get("paths").fieldNames())
        .toIterable()
        .contains("/sessions", "/tills", "/summary", "/payments/{receipt}", "/quarantine", "/live");
  }

  @Test
  void describesItselfToPeople() {
    var response = api.raw(HttpMethod.GET, "/api/docs");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.getHeader("Content-Security-Policy")).contains("style-src 'sha256-");
    var page = response.bodyAsString();
    assertThat(page).doesNotContain("<script", "http://", "https://");
    for (var operation : operations()) {
      assertThat(page).contains("<article id=\"" + operation + "\">");
    }
    for (var problem : Problem.values()) {
      assertThat(page).contains("id=\"" + problem.slug() + "\"");
    }
  }

  @Test
  void answersProblemsForWhatIsNotThere() {
    assertThat(problem(HttpMethod.GET, "/api/v1/nothing")).isEqualTo(404);
    assertThat(problem(HttpMethod.GET, "/elsewhere")).isEqualTo(404);
    assertThat(problem(HttpMethod.GET, "/api/v1/payments/")).isIn(401, 404);
    assertThat(problem(HttpMethod.PUT, "/api/v1/summary")).isEqualTo(405);
    assertThat(problem(HttpMethod.DELETE, "/api/docs")).isEqualTo(405);
    assertThat(problem(HttpMethod.GET, "/api/v1/summary?q=%zz")).isIn(400, 401);
  }

  @Test
  void answersProblemsForBodiesItCannotRead() {
    var path = "/api/v1/sessions";
    assertThat(posted(path, "application/json", "{not json")).isEqualTo(400);
    assertThat(posted(path, "application/json", "[]")).isEqualTo(400);
    assertThat(posted(path, "application/json", "null")).isEqualTo(400);
    assertThat(posted(path, "application/json", "")).isEqualTo(400);
    assertThat(posted(path, "application/json", "{\"username\":1,\"password\":[]}")).isEqualTo(400);
    assertThat(posted(path, "application/xml", "<a/>")).isEqualTo(415);
    assertThat(posted(path, "application/json", "x".repeat(70_000))).isEqualTo(413);
    // JSON has room for it, PostgreSQL's texts have not.
    assertThat(posted(path, "application/json", "{\"username\":\"a\\u0000\",\"password\":\"x\"}"))
        .isEqualTo(400);
  }

  @Test
  void keepsZeroBytesAwayFromTheDatabase() {
    assertThat(api.ask(acme.user("owner"), "/payments?q=%00").statusCode()).isEqualTo(400);
    assertThat(api.ask(acme.user("owner"), "/payments/%00").statusCode()).isEqualTo(400);
    assertThat(api.ask(acme.user("owner"), "/customers?q=a%00").statusCode()).isEqualTo(400);
  }

  @Test
  void sendsSecurityHeaders() {
    for (var path : List.of("/api/v1/me", "/api/docs", "/elsewhere")) {
      var response = api.raw(HttpMethod.GET, path);
      assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
      assertThat(response.getHeader("Content-Security-Policy")).contains("default-src 'none'");
    }
  }

  private static int problem(HttpMethod method, String path) {
    return TestApi.assertProblem(api.raw(method, path)).getInteger("status");
  }

  private static int posted(String path, String type, String body) {
    return TestApi.assertProblem(api.raw(HttpMethod.POST, path, type, body)).getInteger("status");
  }

  private static List<String> operations() {
    var ids = new ArrayList<String>();
    for (var path : new ApiDocument().model().getJsonObject("paths")) {
      ((JsonObject) path.getValue())
          .forEach(entry -> ids.add(((JsonObject) entry.getValue()).getString("operationId")));
    }
    return ids;
  }
}
