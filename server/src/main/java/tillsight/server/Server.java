package tillsight.server;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.Seal;
import tillsight.server.api.Actions;
import tillsight.server.api.Api;
import tillsight.server.business.DirectorySnapshot;
import tillsight.server.business.DirectoryWatch;
import tillsight.server.business.Tables;
import tillsight.server.callback.CallbackVerticle;
import tillsight.server.callback.InboxMeters;
import tillsight.server.callback.Release;
import tillsight.server.callback.SpoolVerticle;
import tillsight.server.callback.WarmUp;
import tillsight.server.daraja.AccountBalance;
import tillsight.server.daraja.Daraja;
import tillsight.server.daraja.DarajaAccounts;
import tillsight.server.daraja.DarajaSetUp;
import tillsight.server.daraja.DarajaSetUps;
import tillsight.server.daraja.ReversalRequests;
import tillsight.server.daraja.StkPush;
import tillsight.server.daraja.TransactionStatus;
import tillsight.server.http.Sources;
import tillsight.server.reconciliation.Completeness;
import tillsight.server.reconciliation.CompletenessRefresh;
import tillsight.server.reconciliation.CompletenessVerticle;
import tillsight.server.reconciliation.PullVerticle;
import tillsight.server.reconciliation.Pulls;
import tillsight.server.request.BalanceChecks;
import tillsight.server.request.DarajaAccess;
import tillsight.server.request.DarajaRequests;
import tillsight.server.request.Refunds;
import tillsight.server.request.RequestVerticle;
import tillsight.server.request.StatusQueries;
import tillsight.server.request.StkQueries;
import tillsight.server.result.Decisions;
import tillsight.server.result.HeldResults;
import tillsight.server.result.Replay;
import tillsight.server.result.SettlementVerticle;
import tillsight.server.result.Settlements;
import tillsight.server.spool.Spool;
import tillsight.server.spool.SpoolLimits;
import tillsight.server.statement.StatementVerticle;

/** The composition root: what is shared is made here, and handed to what is deployed. */
public final class Server {

  /** Event loops that take callbacks: half the cores; PostgreSQL and the rest want the others. */
  private static final int INSTANCES = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private static final int POOL_MAX = 8;
  private static final DeploymentOptions ON_VIRTUAL_THREAD =
      new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
  private static final Duration STATEMENT_MAX = Duration.ofSeconds(20);

  /** Until a connection of a pool is had, or counts as lost when nobody answers at all. */
  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);

  private static final Duration SILENCE_MAX = Duration.ofSeconds(10);

  private final Vertx vertx;
  // In the order in which they are to stop; filled while they start.
  private final Deque<String> stopping = new ConcurrentLinkedDeque<>();
  private volatile @Nullable String drain;
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

  /**
   * Stops it gracefully: says it is not ready, ends the live streams, finishes and acknowledges the
   * callbacks that are under way, and closes the spool, which they may need, last. Closing the
   * node's Vert.x then does the rest.
   */
  public Future<?> stop() {
    warm = false;
    return stopNext().eventually(this::stopDrain);
  }

  private Future<?> stopDrain() {
    var last = drain;
    return last == null ? Future.succeededFuture() : vertx.undeploy(last);
  }

  private Future<?> stopNext() {
    var next = stopping.poll();
    return next == null
        ? Future.succeededFuture()
        : vertx.undeploy(next).eventually(this::stopNext);
  }

  private Future<?> deploy(
      Config config,
      PrometheusMeterRegistry registry,
      PgConnectOptions writes,
      PgConnectOptions reads) {
    var seal = new Seal(config.requiredSecretsKey().bytes());
    var clock = config.clock();
    var pool = pool(writes, "writes");
    var tables = new Tables(pool);
    var spool = spool(config, registry);
    var snapshot = new DirectorySnapshot(config.spoolDir(), seal);
    var directory = new DirectoryWatch(pool, seal, snapshot);
    var meters = new InboxMeters(registry);
    var sources = new Sources(config.callbackSources(), config.trustedProxies());
    var readPool = pool(reads, "reads");
    var release = new Release(vertx, pool, directory, seal, clock);
    var daraja = new Daraja(vertx, config.darajaUrl(), pool, seal, clock, registry);
    var setUps =
        new DarajaSetUps(daraja, pool, seal, config.publicUrl(), () -> spooled(spool), clock);
    var held = new HeldResults(pool, directory, seal, clock);
    var settling = new SettlementVerticle(new Settlements(pool, directory, seal, clock), held);
    var accounts = new DarajaAccounts(pool, seal);
    var access = new DarajaAccess(accounts, config.publicUrl());
    var actions =
        new Actions(
            new Decisions(pool, release, held),
            new Replay(pool, release, held),
            new StatusQueries(vertx, pool, access, new TransactionStatus(daraja), clock),
            new Refunds(vertx, pool, access, new ReversalRequests(daraja), clock));
    var asking =
        new RequestVerticle(
            new DarajaRequests(pool),
            new StkQueries(pool, directory, access, new StkPush(daraja), seal, clock),
            new BalanceChecks(
                vertx, pool, directory, accounts, access, new AccountBalance(daraja), clock),
            clock);
    var statements = new StatementVerticle(vertx, writes, pool, seal, clock);
    var pulls = new Pulls(vertx, writes, pool, seal, directory, daraja, registry, clock);
    var completeness =
        new CompletenessVerticle(
            new CompletenessRefresh(directory, pool, new Completeness(vertx, pool, clock), clock));
    var api =
        new Api(vertx, pool, readPool, directory, seal, clock, actions, setUps, statements, pulls);
    return vertx
        .deployVerticle(
            new ManagementVerticle(config.managementPort(), tables, spool, registry, () -> warm))
        .compose(deployed -> WarmUp.run(vertx, seal))
        .compose(done -> vertx.deployVerticle(directory))
        .compose(deployed -> vertx.deployVerticle(settling, ON_VIRTUAL_THREAD))
        .onSuccess(stopping::addLast)
        .compose(deployed -> vertx.deployVerticle(asking, ON_VIRTUAL_THREAD))
        .onSuccess(stopping::addLast)
        .compose(deployed -> vertx.deployVerticle(statements))
        .onSuccess(stopping::addLast)
        .compose(deployed -> vertx.deployVerticle(new PullVerticle(pulls), ON_VIRTUAL_THREAD))
        .onSuccess(stopping::addLast)
        .compose(deployed -> vertx.deployVerticle(completeness, ON_VIRTUAL_THREAD))
        .onSuccess(stopping::addLast)
        .compose(
            deployed -> drain(new SpoolVerticle(spool, writes, tables, directory, seal, meters)))
        .onSuccess(deployed -> drain = deployed)
        .compose(deployed -> vertx.deployVerticle(api.live()))
        .onSuccess(stopping::addFirst)
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
                            spool,
                            sources,
                            clock,
                            api::router),
                    new DeploymentOptions().setInstances(INSTANCES)))
        .onSuccess(stopping::addLast)
        .onSuccess(deployed -> warm = true);
  }

  private Future<String> drain(SpoolVerticle spool) {
    return vertx.deployVerticle(spool, ON_VIRTUAL_THREAD);
  }

  private static DarajaSetUp.Spooled spooled(Spool spool) {
    var state = spool.state();
    return new DarajaSetUp.Spooled(state.waiting(), state.bytes());
  }

  private static Spool spool(Config config, PrometheusMeterRegistry registry) {
    try {
      return Spool.open(config.spoolDir(), SpoolLimits.STANDARD, registry, config.clock());
    } catch (IOException e) {
      throw new Config.Wrong(
          "TILLSIGHT_SPOOL_DIR",
          "is %s, which cannot be used (%s); correct its owner, or set it to another folder"
              .formatted(config.spoolDir(), e.getMessage()));
    }
  }

  private Pool pool(PgConnectOptions options, String name) {
    var bounded =
        new PgConnectOptions(options)
            .setProperties(
                Map.of(
                    "application_name",
                    "tillsight " + name,
                    "statement_timeout",
                    Long.toString(STATEMENT_MAX.toMillis())));
    return PgBuilder.pool()
        .with(
            new PoolOptions()
                .setMaxSize(POOL_MAX)
                .setName(name)
                .setConnectionTimeout((int) CONNECT_MAX.toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
        .with(
            new NetClientOptions()
                .setConnectTimeout((int) CONNECT_MAX.toMillis())
                .setTcpKeepAlive(true)
                .setTcpUserTimeout((int) SILENCE_MAX.toMillis()))
        .connectingTo(bounded)
        .using(vertx)
        .build();
  }
}
