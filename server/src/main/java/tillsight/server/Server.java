package tillsight.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import tillsight.server.access.Seal;
import tillsight.server.business.DirectoryWatch;
import tillsight.server.callback.CallbackVerticle;
import tillsight.server.callback.InboxMeters;
import tillsight.server.http.Sources;

/** The composition root: what is shared is made here, and handed to what is deployed. */
public final class Server {

  /** Event loops that take callbacks: half the cores; PostgreSQL and the rest want the others. */
  private static final int INSTANCES = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private static final int POOL_MAX = 8;

  private final Vertx vertx;
  private volatile boolean warm;

  private Server(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Starts all of it. Completes once callbacks are taken; fails with what is in the way. */
  public static Future<Server> start(
      Nodes.Node node, Config config, PgConnectOptions writes, PgConnectOptions reads) {
    var server = new Server(node.vertx());
    return server.deploy(config, node.registry(), writes, reads).map(server);
  }

  private Future<?> deploy(
      Config config,
      PrometheusMeterRegistry registry,
      PgConnectOptions writes,
      PgConnectOptions reads) {
    var seal = new Seal(config.requiredSecretsKey().bytes());
    var clock = config.clock();
    var pool = pool(writes);
    var directory = new DirectoryWatch(pool, seal);
    var meters = new InboxMeters(registry);
    var sources = new Sources(config.callbackSources(), config.trustedProxies());
    return vertx
        .deployVerticle(new ManagementVerticle(config.managementPort(), pool, registry, () -> warm))
        .compose(deployed -> vertx.deployVerticle(directory))
        .compose(
            deployed ->
                vertx.deployVerticle(
                    () ->
                        new CallbackVerticle(
                            config.httpPort(),
                            writes,
                            directory,
                            seal,
                            meters,
                            sources,
                            clock,
                            () ->
                                Future.succeededFuture(
                                    request -> request.response().setStatusCode(404).end())),
                    new DeploymentOptions().setInstances(INSTANCES)))
        .onSuccess(deployed -> warm = true);
  }

  private Pool pool(PgConnectOptions options) {
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(POOL_MAX).setName("api").setShared(true))
        .connectingTo(options)
        .using(vertx)
        .build();
  }
}
