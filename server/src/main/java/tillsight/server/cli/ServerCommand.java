package tillsight.server.cli;

import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import tillsight.server.Nodes;
import tillsight.server.Server;

/** Runs a server until it is told to stop. */
@Command(
    name = "server",
    description = {
      "Takes callbacks and answers the API, configured by the environment.",
      "Needs TILLSIGHT_SECRETS_KEY, and a database that 'tillsight migrate' has prepared."
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
    config.requiredSecretsKey();
    try (var stop = new StopSignal();
        var writes = OpenDatabase.open(config.db());
        var reads = OpenDatabase.open(config.dbRead())) {
      writes.requireMigrated();
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
}
