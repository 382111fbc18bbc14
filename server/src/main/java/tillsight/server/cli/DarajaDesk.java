package tillsight.server.cli;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tillsight.server.Config;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.Directory;
import tillsight.server.daraja.BalanceAnswers;
import tillsight.server.daraja.CallbackUrls;
import tillsight.server.daraja.Daraja;
import tillsight.server.daraja.DarajaAccounts;
import tillsight.server.daraja.DarajaSetUp;
import tillsight.server.daraja.DarajaSetUps;

/** Businesses and Daraja for the length of a command. Blocks; closing it lets go of both. */
final class DarajaDesk implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 60;

  private final Vertx vertx = Vertx.vertx();
  private final Daraja daraja;
  private final DarajaAccounts accounts;
  private final DarajaSetUps setUps;
  private final BalanceAnswers balances;
  private final Directory directory;
  private final Config config;

  DarajaDesk(Config config, PgConnectOptions database) {
    this.config = config;
    try {
      var seal = new Seal(config.requiredSecretsKey().bytes());
      var pool = pool(database);
      daraja =
          new Daraja(
              vertx, config.darajaUrl(), pool, seal, config.clock(), new SimpleMeterRegistry());
      accounts = new DarajaAccounts(pool, seal);
      // What waits in the spool is known to the running server only; nothing here shows it.
      setUps =
          new DarajaSetUps(
              daraja,
              pool,
              seal,
              config.publicUrl(),
              () -> new DarajaSetUp.Spooled(0, 0),
              config.clock());
      balances = new BalanceAnswers(pool);
      directory = Directory.load(pool, seal).await();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Pool pool(PgConnectOptions database) {
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(4))
        .connectingTo(database)
        .using(vertx)
        .build();
  }

  Daraja daraja() {
    return daraja;
  }

  DarajaAccounts accounts() {
    return accounts;
  }

  DarajaSetUps setUps() {
    return setUps;
  }

  BalanceAnswers balances() {
    return balances;
  }

  CallbackUrls urls(int businessId) {
    return accounts.urls(businessId, config.publicUrl()).await();
  }

  Instant now() {
    return config.clock().instant();
  }

  void pause(Duration duration) {
    vertx.timer(duration.toMillis(), TimeUnit.MILLISECONDS).await();
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

  /** The outcome, which comes in time or not at all. */
  static <T> T await(Future<T> asked) {
    return asked
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .recover(
            e ->
                e instanceof TimeoutException
                    ? Future.failedFuture(
                        new Failure("Daraja gives no answer; try again in a few minutes", e))
                    : Future.failedFuture(e))
        .await();
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
