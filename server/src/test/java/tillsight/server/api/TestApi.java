package tillsight.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.multipart.MultipartForm;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tillsight.server.TestPostgres;
import tillsight.server.access.Seal;
import tillsight.server.business.Directory;
import tillsight.server.callback.Acceptance;
import tillsight.server.callback.Release;
import tillsight.server.daraja.Daraja;
import tillsight.server.daraja.DarajaAccounts;
import tillsight.server.daraja.DarajaSetUp;
import tillsight.server.daraja.DarajaSetUps;
import tillsight.server.daraja.ReversalRequests;
import tillsight.server.daraja.TransactionStatus;
import tillsight.server.reconciliation.Pulls;
import tillsight.server.request.DarajaAccess;
import tillsight.server.request.Refunds;
import tillsight.server.request.StatusQueries;
import tillsight.server.result.HeldResults;
import tillsight.server.result.Replay;
import tillsight.server.statement.StatementVerticle;

/**
 * The API on a real port over a real database, for a test class. Every answer that it gets is held
 * against the OpenAPI document. Register it after {@link TestPostgres}, with {@code @Order}.
 */
final class TestApi implements BeforeAllCallback, AfterAllCallback {

  private static final URI PUBLIC_URL = URI.create("https://pay.till.example");

  final Seal seal = new Seal(new byte[32]);
  private final TestPostgres postgres;
  private final InstantSource clock;
  private final Acceptance acceptance;
  private final URI daraja;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private volatile Directory directory = Directory.EMPTY;
  private HttpServer server;
  private WebClient client;
  private OpenAPIContract contract;
  private ResponseValidator answers;
  private String deployment;
  private String uploads;
  private StatementVerticle statements;

  TestApi(TestPostgres postgres, InstantSource clock, Acceptance acceptance) {
    // A port on which nothing listens: most tests do not ask Daraja.
    this(postgres, clock, acceptance, URI.create("http://localhost:9"));
  }

  TestApi(TestPostgres postgres, InstantSource clock, Acceptance acceptance, URI daraja) {
    this.postgres = postgres;
    this.clock = clock;
    this.acceptance = acceptance;
    this.daraja = daraja;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    var vertx = postgres.vertx();
    var asked = new Daraja(vertx, daraja, postgres.pool(), seal, clock, new SimpleMeterRegistry());
    var setUps =
        new DarajaSetUps(
            asked,
            postgres.pool(),
            seal,
            PUBLIC_URL,
            () -> new DarajaSetUp.Spooled(3, 1_024),
            clock);
    statements = new StatementVerticle(vertx, postgres.options(), postgres.pool(), seal, clock);
    var api =
        new Api(
            vertx,
            postgres.pool(),
            postgres.pool(),
            () -> directory,
            seal,
            clock,
            actions(asked),
            setUps,
            statements,
            new Pulls(
                vertx,
                postgres.options(),
                postgres.pool(),
                seal,
                () -> directory,
                asked,
                new SimpleMeterRegistry(),
                clock));
    uploads = vertx.deployVerticle(statements).await();
    deployment = vertx.deployVerticle(api.live()).await();
    server = vertx.createHttpServer().requestHandler(api.router().await()).listen(0).await();
    this.client =
        WebClient.create(
            vertx, new WebClientOptions().setDefaultHost("localhost").setDefaultPort(port()));
    contract = new ApiDocument().contract(vertx).await();
    answers = ResponseValidator.create(vertx, contract);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    postgres.vertx().undeploy(deployment).await();
    postgres.vertx().undeploy(uploads).await();
    server.close().await();
  }

  private Actions actions(Daraja client) {
    var vertx = postgres.vertx();
    var pool = postgres.pool();
    var access = new DarajaAccess(new DarajaAccounts(pool, seal), PUBLIC_URL);
    return new Actions(
        acceptance,
        new Replay(
            pool,
            new Release(vertx, pool, () -> directory, seal, clock),
            new HeldResults(pool, () -> directory, seal, clock)),
        new StatusQueries(vertx, pool, access, new TransactionStatus(client), clock),
        new Refunds(vertx, pool, access, new ReversalRequests(client), clock));
  }

  int port() {
    return server.actualPort();
  }

  SampleBusiness open(String name, String prefix) {
    var business = SampleBusiness.open(postgres.pool(), seal, name, prefix);
    directory = Directory.load(postgres.pool(), seal).await();
    return business;
  }

  /** An access token of somebody, signed in on first use. */
  String token(String user) {
    return tokens.computeIfAbsent(user, name -> signIn(name).getString("accessToken"));
  }

  JsonObject signIn(String user) {
    var response = signIn(user, SampleBusiness.PASSWORD);
    assertThat(response.statusCode()).isEqualTo(201);
    return response.bodyAsJsonObject();
  }

  HttpResponse<Buffer> signIn(String user, String password) {
    return send(
        HttpMethod.POST,
        "/sessions",
        null,
        new JsonObject().put("username", user).put("password", password));
  }

  /** The body of a successful GET. */
  JsonObject get(String user, String path) {
    var response = send(HttpMethod.GET, path, token(user), null);
    assertThat(response.statusCode()).as(path + " " + response.bodyAsString()).isEqualTo(200);
    return response.bodyAsJsonObject();
  }

  HttpResponse<Buffer> ask(String user, String path) {
    return send(HttpMethod.GET, path, token(user), null);
  }

  HttpResponse<Buffer> post(String user, String path, JsonObject body) {
    return send(HttpMethod.POST, path, token(user), body);
  }

  HttpResponse<Buffer> send(HttpMethod method, String path, String token, JsonObject body) {
    var request = client.request(method, "/api/v1" + path);
    if (token != null) {
      request.bearerTokenAuthentication(token);
    }
    var response = (body == null ? request.send() : request.sendJsonObject(body)).await();
    check(method, path, response);
    return response;
  }

  /** Sends a form with files, for nobody if the user is null. */
  HttpResponse<Buffer> upload(String user, String path, MultipartForm form) {
    var request = client.post("/api/v1" + path);
    if (user != null) {
      request.bearerTokenAuthentication(token(user));
    }
    var response = request.sendMultipartForm(form).await();
    check(HttpMethod.POST, path, response);
    return response;
  }

  /** A request that a test sends piece by piece. */
  HttpClientRequest request(HttpMethod method, String path, String user) {
    return postgres
        .vertx()
        .createHttpClient()
        .request(method, port(), "localhost", "/api/v1" + path)
        .await()
        .putHeader("Authorization", "Bearer " + token(user));
  }

  /** Where uploads are kept until they are read. */
  String uploads() {
    return statements.folder().toString();
  }

  HttpResponse<Buffer> raw(HttpMethod method, String path) {
    return client.request(method, path).send().await();
  }

  HttpResponse<Buffer> raw(HttpMethod method, String path, String type, String body) {
    return client
        .request(method, path)
        .putHeader("Content-Type", type)
        .sendBuffer(Buffer.buffer(body))
        .await();
  }

  private void check(HttpMethod method, String path, HttpResponse<Buffer> response) {
    if (response.statusCode() >= 400) {
      assertProblem(response);
      return;
    }
    var operation = contract.findOperation("/api/v1" + path.replaceFirst("\\?.*", ""), method);
    var answer =
        response.body() == null
            ? ValidatableResponse.create(response.statusCode())
            : ValidatableResponse.create(
                response.statusCode(), response.body(), response.getHeader("Content-Type"));
    answers.validate(answer, operation.getOperationId()).await();
  }

  static JsonObject assertProblem(HttpResponse<Buffer> response) {
    assertThat(response.getHeader("Content-Type")).isEqualTo("application/problem+json");
    var problem = response.bodyAsJsonObject();
    assertThat(problem.getInteger("status")).isEqualTo(response.statusCode());
    assertThat(problem.getString("type")).startsWith("/api/docs#");
    assertThat(problem.getString("title")).isNotBlank();
    assertThat(problem.getString("detail")).isNotBlank().doesNotContain("Exception");
    return problem;
  }
}
