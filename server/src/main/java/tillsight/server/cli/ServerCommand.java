package tillsight.server.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import tillsight.server.Config;
import tillsight.server.Nodes;
import tillsight.server.Server;
import tillsight.server.access.Seal;
import tillsight.server.business.DirectorySnapshot;

/** Runs a server until it is told to stop. */
@Command(
    name = "server",
    description = {
      "Takes callbacks and answers the API, configured by the environment.",
      "Needs TILLSIGHT_SECRETS_KEY, and a database that 'tillsight migrate' has prepared.",
      "While that is away it takes callbacks all the same, into TILLSIGHT_SPOOL_DIR."
    })
public final class ServerCommand implements Callable<Integer> {

  private static final Logger log = LoggerFactory.getLogger(ServerCommand.class);

  private final Terminal terminal;

  public ServerCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    var config = terminal.config();
    var snapshot =
        new DirectorySnapshot(config.spoolDir(), new Seal(config.requiredSecretsKey().bytes()));
    try (var stop = new StopSignal();
        var writes = open(config.db(), snapshot);
        var reads = open(config.dbRead(), snapshot)) {
      writes.requireMigrated();
      writes.away().ifPresent(why -> warn(config, snapshot, why));
      var node = Nodes.start(config).await();
      try {
        var server = Server.start(node, config, writes.options(), reads.options()).await();
        log.info(
            "Serving on port {}, management on {}", config.httpPort(), config.managementPort());
        stop.await();
        log.info("Stopping: finishing the callbacks that are under way");
        server.stop().await();
      } finally {
        node.vertx().close().await();
      }
    }
    return 0;
  }

  /** Who knows its businesses from an earlier start need not have the database to begin. */
  private static OpenDatabase open(Config.Database database, DirectorySnapshot snapshot) {
    return snapshot.exists() ? OpenDatabase.openOrAway(database) : OpenDatabase.open(database);
  }

  private static void warn(Config config, DirectorySnapshot snapshot, String why) {
    try {
      var businesses = snapshot.read().businesses().size();
      log.warn(
          "{}. Starting all the same with the {} businesses known before: callbacks wait in {}"
              + " until PostgreSQL is back",
          why,
          businesses,
          config.spoolDir());
    } catch (IOException | DirectorySnapshot.Unreadable e) {
      throw new Failure(why + "; and " + e.getMessage(), e);
    }
  }
}
