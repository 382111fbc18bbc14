package tillsight.server.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.function.Supplier;
import tillsight.server.access.AuditLog;
import tillsight.server.access.Lockout;
import tillsight.server.access.Passwords;
import tillsight.server.access.Seal;
import tillsight.server.access.Sessions;
import tillsight.server.access.SignIn;
import tillsight.server.access.Tokens;
import tillsight.server.access.Users;
import tillsight.server.business.Directory;
import tillsight.server.callback.Quarantine;
import tillsight.server.callback.QuarantineStory;
import tillsight.server.customer.Customers;
import tillsight.server.daraja.DarajaSetUps;
import tillsight.server.http.Problems;
import tillsight.server.http.SecurityHeaders;
import tillsight.server.live.LiveVerticle;
import tillsight.server.payment.PaymentLog;
import tillsight.server.payment.PaymentStory;
import tillsight.server.payment.Reviews;
import tillsight.server.reconciliation.Completeness;
import tillsight.server.reconciliation.PullRuns;
import tillsight.server.reconciliation.Pulls;
import tillsight.server.statement.StatementVerticle;
import tillsight.server.statement.Statements;
import tillsight.server.takings.Heatmaps;
import tillsight.server.takings.Takings;
import tillsight.server.takings.Trends;

/**
 * The HTTP API: puts its parts together and makes the router that serves them.
 *
 * <p>Dashboards read from the replica, if there is one. Sessions, the quarantine and the live feed
 * stay with the primary: they must see what was committed a moment ago.
 */
public final class Api {

  static final int BODY_BYTES_MAX = 64 * 1024;
  static final String PATH = "/api/v1";

  private final Vertx vertx;
  private final Pool writes;
  private final Pool reads;
  private final Supplier<Directory> directory;
  private final InstantSource clock;
  private final Seal seal;
  private final Actions actions;
  private final DarajaSetUps daraja;
  private final StatementVerticle statements;
  private final Pulls pulls;
  private final Sessions sessions;
  private final SignIn signIn;
  private final LiveVerticle live;
  private final ApiDocument document = new ApiDocument();

  public Api(
      Vertx vertx,
      Pool writes,
      Pool reads,
      Supplier<Directory> directory,
      Seal seal,
      InstantSource clock,
      Actions actions,
      DarajaSetUps daraja,
      StatementVerticle statements,
      Pulls pulls) {
    this.vertx = vertx;
    this.writes = writes;
    this.reads = reads;
    this.directory = directory;
    this.clock = clock;
    this.seal = seal;
    this.actions = actions;
    this.daraja = daraja;
    this.statements = statements;
    this.pulls = pulls;
    this.sessions = new Sessions(writes, new Tokens(vertx, seal, clock), clock);
    this.signIn =
        new SignIn(new Users(writes), new Lockout(writes, clock), new Passwords(vertx), sessions);
    this.live = new LiveVerticle(new PaymentLog(writes), new Takings(writes), sessions, clock);
  }

  /** To be deployed once on every node, and undeployed before its HTTP server shuts down. */
  public LiveVerticle live() {
    return live;
  }

  /**
   * Serves /api/v1, /api/openapi.yaml and /api/docs, and answers everything else with 404. To be
   * called once what takes uploads is deployed.
   */
  public Future<Router> router() {
    return document.contract(vertx).map(this::router);
  }

  private Router router(OpenAPIContract contract) {
    var gate = new Gate(vertx, contract, sessions, directory, clock);
    var uploads = new StatementRoutes(gate, new Statements(writes), statements);
    var router = Router.router(vertx);
    uploads.explainTooLarge(router);
    Problems.install(router);
    router
        .route()
        .handler(
            request -> {
              SecurityHeaders.put(request.response());
              request.next();
            });
    documents(router);
    uploads.receive(router);
    router.route(PATH + "/*").handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX));
    router.route(PATH + "/*").subRouter(routes(gate, uploads));
    return router;
  }

  private void documents(Router router) {
    var yaml = document.yaml();
    var html = new DocsPage(document.model()).html();
    router
        .get("/api/openapi.yaml")
        .handler(
            request ->
                request
                    .response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml; charset=utf-8")
                    .end(yaml));
    router
        .get("/api/docs")
        .handler(
            request ->
                request
                    .response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                    .putHeader("Content-Security-Policy", DocsPage.contentSecurityPolicy())
                    .end(html));
  }

  private Router routes(Gate gate, StatementRoutes uploads) {
    var takings = new Takings(reads);
    var log = new PaymentLog(reads);
    new SessionRoutes(gate, signIn, sessions).hangUp();
    new BusinessRoutes(gate, takings).hangUp();
    new TakingsRoutes(gate, takings, new Heatmaps(reads), new Trends(reads)).hangUp();
    new PaymentRoutes(
            gate,
            log,
            new PaymentStory(reads, log),
            new Reviews(writes, clock),
            new PaymentStory(writes, new PaymentLog(writes)),
            actions.refunds())
        .hangUp();
    new CustomerRoutes(gate, new Customers(reads), log).hangUp();
    var quarantine = new Quarantine(writes, clock);
    new QuarantineRoutes(
            gate, quarantine, new QuarantineStory(writes, quarantine, seal, clock), actions)
        .hangUp();
    new AuditRoutes(gate, new AuditLog(writes)).hangUp();
    new DarajaRoutes(gate, daraja, new AuditLog(writes)).hangUp();
    uploads.hangUp();
    new CompletenessRoutes(gate, new Completeness(vertx, writes, clock)).hangUp();
    new PullRoutes(gate, pulls, new PullRuns(writes), new AuditLog(writes)).hangUp();
    new LiveRoutes(gate, live).hangUp();
    return gate.router();
  }
}
