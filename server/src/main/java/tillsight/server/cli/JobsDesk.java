package tillsight.server.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tillsight.server.Config;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.Directory;
import tillsight.server.daraja.Daraja;
import tillsight.server.reconciliation.Completeness;
import tillsight.server.reconciliation.PullRuns;
import tillsight.server.reconciliation.PullSchedule;
import tillsight.server.reconciliation.Pulls;

/** Jobs for the length of a command. Blocks; closing it lets go of everything. */
final class JobsDesk implements AutoCloseable {

  private static final int CONNECTIONS = 4;

  private final OpenDatabase database;
  private final Vertx vertx = Vertx.vertx();
  private final Pool pool;
  private final Directory directory;
  private final Pulls pulls;
  private final InstantSource clock;

  JobsDesk(Config config) {
    var seal = new Seal(config.requiredSecretsKey().bytes());
    clock = config.clock();
    database = OpenDatabase.open(config.db());
    try {
      database.requireMigrated();
      pool =
          PgBuilder.pool()
              .with(new PoolOptions().setMaxSize(CONNECTIONS))
              .connectingTo(database.options())
              .using(vertx)
              .build();
      directory = Directory.load(pool, seal).await();
      var registry = new SimpleMeterRegistry();
      var daraja = new Daraja(vertx, config.darajaUrl(), pool, seal, clock, registry);
      pulls =
          new Pulls(
              vertx, database.options(), pool, seal, () -> directory, daraja, registry, clock);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  Pulls pulls() {
    return pulls;
  }

  Completeness completeness() {
    return new Completeness(vertx, pool, clock);
  }

  PullRuns runs() {
    return new PullRuns(pool);
  }

  PullSchedule schedule() {
    return new PullSchedule(pool);
  }

  InstantSource clock() {
    return clock;
  }

  /**
   * The business of that name, or all of them.
   *
   * @throws Failure if there is none
   */
  List<Business> businesses(@Nullable String name) {
    var all = directory.businesses().stream().sorted(Comparator.comparing(Business::name)).toList();
    var chosen =
        all.stream().filter(one -> name == null || one.name().equalsIgnoreCase(name)).toList();
    if (chosen.isEmpty()) {
      throw new Failure(
          all.isEmpty()
              ? "there are no businesses yet; add one with: tillsight apply FILE.yaml"
              : "there is no business '%s'; there are: %s"
                  .formatted(name, String.join(", ", all.stream().map(Business::name).toList())));
    }
    return chosen;
  }

  /** The name of a business that a run is of. */
  String nameOf(int businessId) {
    return directory.byId(businessId).map(Business::name).orElse("a business that is gone");
  }

  @Override
  public void close() {
    vertx.close().await();
    database.close();
  }
}
