package tillsight.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.healthchecks.HealthCheckHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tillsight.server.business.Tables;
import tillsight.server.http.Ports;
import tillsight.server.spool.Spool;

/** The port of those who run the server: is it alive, is it ready, how is it doing. */
final class ManagementVerticle extends VerticleBase {

  private static final long CHECK_MS_MAX = 2_000;
  private static final long ANSWER_MS_MAX = 1_500;

  private final int port;
  private final Tables tables;
  private final Spool spool;
  private final PrometheusMeterRegistry registry;
  private final BooleanSupplier warm;
  private @Nullable Future<Integer> asking;

  ManagementVerticle(
      int port,
      Tables tables,
      Spool spool,
      PrometheusMeterRegistry registry,
      BooleanSupplier warm) {
    this.port = port;
    this.tables = tables;
    this.spool = spool;
    this.registry = registry;
    this.warm = warm;
  }

  @Override
  public Future<?> start() {
    var router = Router.router(vertx);
    router
        .get("/health/live")
        .handler(HealthCheckHandler.createWithHealthChecks(HealthChecks.create(vertx)));
    router.get("/health/ready").handler(HealthCheckHandler.createWithHealthChecks(readiness()));
    router
        .get("/metrics")
        .handler(
            request ->
                request
                    .response()
                    .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                    .end(registry.scrape()));
    return vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(port)
        .recover(
            taken -> Future.failedFuture(Ports.taken(port, "TILLSIGHT_MANAGEMENT_PORT", taken)));
  }

  private HealthChecks readiness() {
    var checks = vertx.isClustered() ? cluster() : HealthChecks.create(vertx);
    return checks
        .register("warm", promise -> promise.complete(status(warm.getAsBoolean())))
        .register(
            "database",
            CHECK_MS_MAX,
            promise -> version().map(this::database).otherwise(this::away).onComplete(promise))
        .register(
            "callbacks",
            CHECK_MS_MAX,
            promise ->
                version()
                    .map(version -> !spool.isTaking())
                    .otherwise(false)
                    .map(this::callbacks)
                    .onComplete(promise));
  }

  /** The version of the tables. A database that hangs is not asked again before it has answered. */
  private Future<Integer> version() {
    var shared = asking;
    if (shared == null) {
      shared = tables.version().onComplete(done -> asking = null);
      asking = shared.isComplete() ? null : shared;
    }
    return shared.timeout(ANSWER_MS_MAX, TimeUnit.MILLISECONDS);
  }

  private Status database(int version) {
    var data = new JsonObject().put("state", "there").put("version", version);
    return version >= Tables.NEEDED
        ? Status.OK(data)
        : Status.KO(
            data.put("state", "too old")
                .put("needed", Tables.NEEDED)
                .put("remedy", "run: tillsight migrate"));
  }

  /** Without it callbacks are taken all the same, as long as the spool takes them. */
  private Status away(Throwable why) {
    return status(spool.canTake()).setData(new JsonObject().put("state", "away"));
  }

  private Status callbacks(boolean direct) {
    var waiting = spool.state();
    return status(direct || spool.canTake())
        .setData(
            new JsonObject()
                .put("to", direct ? "database" : "spool")
                .put("waiting", waiting.waiting())
                .put("oldestSeconds", waiting.oldestSeconds()));
  }

  private HealthChecks cluster() {
    return HealthChecks.create(vertx).register("cluster", CHECK_MS_MAX, Nodes.clusterCheck(vertx));
  }

  private static Status status(boolean good) {
    return good ? Status.OK() : Status.KO();
  }
}
