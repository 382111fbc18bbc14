package tillsight.server.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The UI, as the process of its own that it is in production. */
public final class UiProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration TRY = Duration.ofMillis(250);
  private static final Duration STOP = Duration.ofSeconds(15);

  private final Process process;
  private final URI address;
  private final Path log;

  private UiProcess(Process process, URI address, Path log) {
    this.process = process;
    this.address = address;
    this.log = log;
  }

  /**
   * Starts it; it is not ready yet.
   *
   * @param jar the UI's jar
   * @param log what it says goes there
   */
  public static UiProcess start(Path jar, int port, URI server, Path log) throws IOException {
    if (!Files.exists(jar)) {
      throw new IOException(
          jar + " is missing; build it with: mvn package, or leave the UI out with --no-ui");
    }
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx512m",
            "-jar",
            jar.toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("TILLSIGHT_"));
    builder.environment().put("TILLSIGHT_UI_PORT", Integer.toString(port));
    builder.environment().put("TILLSIGHT_SERVER_URL", server.toString());
    builder.environment().put("TILLSIGHT_MODE", "demo");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new UiProcess(builder.start(), URI.create("http://localhost:" + port), log);
  }

  public URI address() {
    return address;
  }

  /**
   * Waits until it shows its login page.
   *
   * @throws IOException if it does not come up; the message names its log
   */
  public void awaitReady() throws IOException, InterruptedException {
    var deadline = System.nanoTime() + START.toNanos();
    try (var client = HttpClient.newHttpClient()) {
      while (!answers(client)) {
        if (process.waitFor(TRY.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new IOException("the UI stopped at once; see " + log);
        }
        if (System.nanoTime() > deadline) {
          throw new IOException("the UI did not come up in %s; see %s".formatted(START, log));
        }
      }
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean answers(HttpClient client) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(address.resolve("/login")).timeout(Duration.ofSeconds(10)).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
