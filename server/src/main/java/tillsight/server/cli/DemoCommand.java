package tillsight.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tillsight.db.EmbeddedDatabase;
import tillsight.server.Config;
import tillsight.server.Nodes;
import tillsight.server.Server;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.business.Directory;
import tillsight.server.daraja.DarajaRefusal;
import tillsight.server.demo.DemoFolder;
import tillsight.server.demo.DemoHistory;
import tillsight.server.demo.DemoMpesa;
import tillsight.server.demo.UiProcess;
import tillsight.server.simulator.DarajaSimulator;
import tillsight.server.simulator.LiveFeed;
import tillsight.server.simulator.SimulatorOptions;
import tillsight.server.simulator.safaricom.DarajaServer;

/** Shows the whole product: a business with a past, payments coming in, and its dashboards. */
@Command(
    name = "demo",
    description = {
      "Runs everything on this machine: database, server, simulated payments and the UI.",
      "Ctrl-C stops it all. The next start goes on with the same data."
    })
public final class DemoCommand implements Callable<Integer> {

  private static final long SEED = 254;
  private static final Duration QUIET_MAX = Duration.ofSeconds(12);
  private static final String BUSINESS = "Mama Njeri Stores";
  private static final List<String> LOGINS =
      List.of(
          "owner@demo      demo-owner-2026",
          "westlands@demo  demo-westlands-2026  (manager of one branch)",
          "cashier@demo    demo-cashier-2026    (today's payments of one branch)",
          "auditor@demo    demo-auditor-2026    (reads everything)",
          "ops@demo        demo-ops-2026        (quarantine, no customers)");

  private final Terminal terminal;

  @Option(names = "--days", description = "Days of history (default: ${DEFAULT-VALUE}).")
  private int days = 180;

  @Option(names = "--no-ui", description = "Leaves the dashboards out.")
  private boolean noUi;

  @Option(names = "--no-live", description = "Leaves live payments out.")
  private boolean noLive;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where it keeps its data (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of(".tillsight");

  public DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (days < 1 || days > 1100) {
      throw new Failure("--days is " + days + "; choose 1 to 1100");
    }
    var folder = new DemoFolder(data.toAbsolutePath().normalize());
    var environment = environment(folder);
    var config = Config.from(environment);
    try (var stop = new StopSignal();
        var database = OpenDatabase.open(config.db())) {
      // Whoever left it running, it is this demo's now, and ends with it.
      database.embedded().ifPresent(EmbeddedDatabase::adopt);
      database.requireMigrated();
      var node = Nodes.start(config).await();
      try {
        run(stop, folder, environment, database, node);
      } finally {
        node.vertx().close().await();
      }
    }
    return 0;
  }

  private void run(
      StopSignal stop,
      DemoFolder folder,
      Map<String, String> environment,
      OpenDatabase database,
      Nodes.Node node)
      throws IOException, InterruptedException {
    var vertx = node.vertx();
    var clock = Config.from(environment).clock();
    var now = clock.instant();
    var mpesa = new DemoMpesa(SEED, now, folder.loadedUntil().isEmpty());
    mpesa.open(vertx, folder.journal());
    try (var daraja = mpesa.serve(vertx, clock).await()) {
      environment.putIfAbsent("TILLSIGHT_DARAJA_URL", daraja.url().toString());
      var config = Config.from(environment);
      var seal = new Seal(config.requiredSecretsKey().bytes());
      var pool = pool(vertx, database);
      new Businesses(pool, seal).apply(BusinessFile.read(demoFile()), false);
      var business = business(pool, seal);
      register(config, database, business);
      load(new DemoHistory(vertx, database.options(), pool, seal), folder, business, mpesa, now);
      var server = Server.start(node, config, database.options(), database.options()).await();
      var token = token(pool, seal, business);
      try (var ui = noUi ? null : ui(folder, config);
          var _ = noLive ? null : live(vertx, config, token, mpesa, now)) {
        if (ui != null) {
          ui.awaitReady();
        }
        welcome(config, token, ui, daraja, folder);
        stop.await();
      }
      server.stop().await();
    }
  }

  /** The environment counts where it says something; for the rest a demo knows what is good. */
  private Map<String, String> environment(DemoFolder folder) throws IOException {
    var environment = new HashMap<>(terminal.environment());
    environment.put("TILLSIGHT_MODE", "demo");
    environment.putIfAbsent("TILLSIGHT_DB", "embedded:" + folder.database());
    environment.putIfAbsent("TILLSIGHT_SPOOL_DIR", folder.spool().toString());
    environment.putIfAbsent("TILLSIGHT_SECRETS_KEY", folder.secretsKey());
    environment.putIfAbsent(
        "TILLSIGHT_PUBLIC_URL",
        "http://localhost:" + environment.getOrDefault("TILLSIGHT_HTTP_PORT", "8088"));
    return environment;
  }

  /** The simulated Daraja begins anew with each demo; what a business does once is done again. */
  private void register(Config config, OpenDatabase database, Business business) {
    try (var desk = new DarajaDesk(config, database.options())) {
      for (var code : desk.setUps().shortCodes(business).await()) {
        DarajaDesk.await(desk.setUps().register(business, code, false));
      }
      for (var till : business.tills()) {
        DarajaDesk.await(desk.setUps().register(business, till.code(), true));
      }
    } catch (DarajaRefusal | Failure e) {
      // With another Daraja than our own there is still a demo; the Daraja page says how it stands.
      terminal.err().println("tillsight demo: not registered with Daraja: " + e.getMessage());
    }
  }

  private void load(
      DemoHistory history, DemoFolder folder, Business business, DemoMpesa mpesa, Instant now)
      throws IOException {
    var loadedUntil = folder.loadedUntil();
    var midnight = now.atZone(business.zone()).toLocalDate().minusDays(days);
    var from = loadedUntil.orElseGet(() -> midnight.atStartOfDay(business.zone()).toInstant());
    if (!from.isBefore(now)) {
      return;
    }
    var bar = new ProgressBar(terminal.out(), loadedUntil.isEmpty() ? "History" : "Catching up");
    var start = System.nanoTime();
    var counts = history.load(business, mpesa, from, now, loadedUntil.isEmpty(), bar::show);
    if (loadedUntil.isEmpty()) {
      mpesa.writeStatements(folder.statements(), from);
    }
    folder.loadedUntil(now);
    terminal
        .out()
        .println(
            "%,d payments loaded in %.1f s"
                .formatted(counts.booked(), (System.nanoTime() - start) / 1e9));
  }

  private static UiProcess ui(DemoFolder folder, Config config) throws IOException {
    var home = Path.of(System.getProperty("tillsight.home", ""));
    return UiProcess.start(
        home.resolve("ui/target/tillsight-ui.jar").toAbsolutePath(),
        config.uiPort(),
        URI.create("http://localhost:" + config.httpPort()),
        folder.uiLog());
  }

  private static LiveFeed live(
      Vertx vertx, Config config, String token, DemoMpesa mpesa, Instant from) {
    var target = URI.create("http://localhost:" + config.httpPort());
    var options =
        SimulatorOptions.to(target, token, mpesa.shop())
            .withClock(config.clock())
            .withFaults(mpesa.live())
            .withMpesa(mpesa.books());
    return DarajaSimulator.live(vertx, options, from, QUIET_MAX);
  }

  private void welcome(
      Config config, String token, @Nullable UiProcess ui, DarajaServer daraja, DemoFolder folder) {
    var out = terminal.out();
    var server = "http://localhost:" + config.httpPort();
    out.println();
    if (ui != null) {
      out.println("  Dashboards  " + ui.address());
    }
    out.println("  API         " + server + "/api/docs");
    out.println("  Callbacks   " + server + "/c2b/" + token + "/confirmation");
    out.println("  Daraja      " + daraja.url() + " (simulated)");
    out.println("  Statements  " + folder.statements() + " (from M-PESA's portal, to import)");
    out.println("  Metrics     http://localhost:" + config.managementPort() + "/metrics");
    out.println();
    LOGINS.forEach(login -> out.println("  " + login));
    out.println();
    out.println("ready");
    out.flush();
  }

  private static Business business(Pool pool, Seal seal) {
    return Directory.load(pool, seal).await().businesses().stream()
        .filter(business -> business.name().equals(BUSINESS))
        .findFirst()
        .orElseThrow();
  }

  private static String token(Pool pool, Seal seal, Business business) {
    var rows =
        pool.query("SELECT callback_token FROM business WHERE id = " + business.id())
            .execute()
            .await();
    var sealed = rows.iterator().next().getBuffer("callback_token").getBytes();
    return new String(seal.open(Seal.Purpose.CALLBACK_TOKEN, sealed), UTF_8);
  }

  private static Pool pool(Vertx vertx, OpenDatabase database) {
    return PgBuilder.pool()
        .with(new PoolOptions().setMaxSize(2))
        .connectingTo(database.options())
        .using(vertx)
        .build();
  }

  private static String demoFile() throws IOException {
    try (InputStream file = DemoCommand.class.getResourceAsStream("/demo.yaml")) {
      return new String(Objects.requireNonNull(file, "demo.yaml").readAllBytes(), UTF_8);
    }
  }
}
