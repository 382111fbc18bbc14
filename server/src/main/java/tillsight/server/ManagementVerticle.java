package tillsight.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.healthchecks.HealthCheckHandler;
import io.vertx.sqlclient.Pool;
import java.util.function.BooleanSupplier;
import tillsight.db.Migrate;
import tillsight.server.http.Ports;

/** The port of those who run the server: is it alive, is it ready, how is it doing. */
final class ManagementVerticle extends VerticleBase {

  private static final long CHECK_MS_MAX = 2_000;
  private static final String MIGRATED =
      """
      SELECT coalesce(max(version::int), 0) AS version
      FROM flyway_schema_history WHERE success AND version IS NOT NULL
      """;

  private final int port;
  private final Pool postgres;
  private final PrometheusMeterRegistry registry;
  private final BooleanSupplier warm;

  ManagementVerticle(
      int port, Pool postgres, PrometheusMeterRegistry registry, BooleanSupplier warm) {
    this.port = port;
    this.postgres = postgres;
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
            promise ->
                postgres
                    .query(MIGRATED)
                    .execute()
                    .map(rows -> rows.iterator().next().getInteger("version"))
                    // A newer one is fine: tables are migrated before servers are replaced.
                    .map(version -> status(version >= Integer.parseInt(Migrate.LATEST)))
                    .onComplete(promise));
  }

  private HealthChecks cluster() {
    return HealthChecks.create(vertx).register("cluster", CHECK_MS_MAX, Nodes.clusterCheck(vertx));
  }

  private static Status status(boolean good) {
    return good ? Status.OK() : Status.KO();
  }
}
