package tillsight.server.cli;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tillsight.server.Config;
import tillsight.server.access.KeyRotation;
import tillsight.server.access.Seal;
import tillsight.server.spool.Leftovers;

/** Seals everything anew with another key. */
@Command(
    name = "rotate",
    description = {
      "Seals everything anew with another key. TILLSIGHT_SECRETS_KEY is the old one.",
      "Stop all servers first. Interrupted, it goes on when it is run again in the same way."
    })
final class SecretsRotateCommand implements Callable<Integer> {

  private static final long FILE_BYTES_MAX = 1024;

  @ParentCommand private @Nullable SecretsCommand secrets;

  @Option(
      names = "--new-key-file",
      required = true,
      paramLabel = "FILE",
      description = "Holds the new key: 32 bytes in base64.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    var terminal = Optional.ofNullable(secrets).orElseThrow().terminal();
    var config = terminal.config();
    var old = config.requiredSecretsKey();
    var anew = Config.SecretsKey.of("the file " + file, text());
    if (Arrays.equals(old.bytes(), anew.bytes())) {
      throw new Failure("the new key is the old one; make another in " + file);
    }
    refuseWaiting(config.spoolDir());
    try (var database = OpenDatabase.open(config.db())) {
      database.requireMigrated();
      var vertx = Vertx.vertx();
      try {
        var pool =
            PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(1))
                .connectingTo(database.options())
                .using(vertx)
                .build();
        rotate(terminal, new KeyRotation(pool, new Seal(old.bytes()), new Seal(anew.bytes())));
      } finally {
        vertx.close().await();
      }
    }
    return 0;
  }

  /** What waits there is sealed with the old key, and would never be found by the change. */
  private static void refuseWaiting(Path spool) throws IOException {
    var waiting = Leftovers.in(spool);
    if (waiting > 0) {
      throw new Failure(
          "%,d callbacks wait in %s; start a server with the old key until the spool is empty"
              .formatted(waiting, spool));
    }
  }

  private void rotate(Terminal terminal, KeyRotation rotation) {
    var bar = new ProgressBar(terminal.out(), "Sealing anew");
    var all = rotation.callbacks();
    try {
      var done = rotation.run(looked -> bar.show(looked, all));
      terminal
          .out()
          .printf("Sealed anew: the secrets of all businesses, %,d callbacks.%n", done.resealed());
      if (done.unopened() > 0) {
        terminal
            .out()
            .printf(
                "%,d callbacks open with neither key, and were left as they are.%n",
                done.unopened());
      }
      terminal
          .out()
          .println("Set TILLSIGHT_SECRETS_KEY to the new key everywhere, then start the servers.");
    } catch (KeyRotation.Refused refused) {
      throw new Failure(String.valueOf(refused.getMessage()), refused);
    }
  }

  private String text() throws IOException {
    if (Files.size(file) > FILE_BYTES_MAX) {
      throw new Failure(file + " is too large for a key; name the file that holds the key only");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new Failure(file + " is not text; write the key in base64", e);
    }
  }
}
