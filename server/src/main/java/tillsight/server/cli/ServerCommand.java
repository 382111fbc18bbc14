package tillsight.server.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
  private final CountDownLatch finished = new CountDownLatch(1);

  public ServerCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    var config = terminal.config();
    config.requiredSecretsKey();
    var stopped = new CountDownLatch(1);
    try (var writes = OpenDatabase.open(config.db());
        var reads = OpenDatabase.open(config.dbRead())) {
      writes.requireMigrated();
      var node = Nodes.start(config.cluster()).await();
      try {
        Server.start(node, config, writes.options(), reads.options()).await();
        log.info(
            "Serving on port {}, management on {}", config.httpPort(), config.managementPort());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopped), "stop"));
        stopped.await();
        log.info("Stopping: finishing the callbacks that are under way");
      } finally {
        node.vertx().close().await();
      }
    } finally {
      finished.countDown();
    }
    return 0;
  }

  /** The JVM ends when its hooks have: this one waits until all is written and closed. */
  private void stop(CountDownLatch stopped) {
    stopped.countDown();
    try {
      finished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
