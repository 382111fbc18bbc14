package tillsight.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server as a process of its own, so that a test can kill it. */
public final class ServerProcess implements AutoCloseable {

  private static final String READY = "Serving on port";
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 30;
  private static final int LINES_KEPT = 40;

  // Processes over the same database share their spool, as those of one machine do.
  private static final Path SPOOLS = TestServer.spoolFolder();

  private final Process process;
  private final int port;
  private final int managementPort;
  private final Deque<String> lines = new ArrayDeque<>();
  private final CompletableFuture<Void> serving = new CompletableFuture<>();

  private ServerProcess(Process process, int port, int managementPort) {
    this.process = process;
    this.port = port;
    this.managementPort = managementPort;
  }

  /** Starts one and waits until it says that it is ready. */
  public static ServerProcess start(Map<String, String> settings) {
    var server = launch(settings);
    server.awaitReady();
    return server;
  }

  /** Starts one on free ports, unless the settings name some, and does not wait. */
  public static ServerProcess launch(Map<String, String> settings) {
    var builder = new ProcessBuilder(command()).redirectErrorStream(true);
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("TILLSIGHT_"));
    environment.put("TILLSIGHT_MODE", "demo");
    environment.put("TILLSIGHT_SECRETS_KEY", Base64.getEncoder().encodeToString(new byte[32]));
    environment.put("TILLSIGHT_HTTP_PORT", Integer.toString(TestServer.freePort()));
    environment.put("TILLSIGHT_MANAGEMENT_PORT", Integer.toString(TestServer.freePort()));
    environment.putAll(settings);
    environment.putIfAbsent("TILLSIGHT_SPOOL_DIR", spool(environment.get("TILLSIGHT_DB")));
    try {
      var server =
          new ServerProcess(
              builder.start(),
              Integer.parseInt(environment.get("TILLSIGHT_HTTP_PORT")),
              Integer.parseInt(environment.get("TILLSIGHT_MANAGEMENT_PORT")));
      Thread.ofVirtual().start(server::listen);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String spool(String database) {
    var name = Integer.toHexString(String.valueOf(database).hashCode());
    return SPOOLS.resolve(name).toAbsolutePath().toString();
  }

  private static List<String> command() {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    // Starting fast matters more here than running fast.
    var command = new ArrayList<>(List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("tillsight.server.Main", "server"));
    return command;
  }

  public void awaitReady() {
    try {
      serving.orTimeout(START_SECONDS, TimeUnit.SECONDS).join();
    } catch (RuntimeException e) {
      close();
      fail("the server did not start; it said:\n" + said(), e);
    }
    assertThat(health()).as("readiness").isEqualTo(200);
  }

  /** What the process has written last, for a person who wonders. */
  public String said() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  public int port() {
    return port;
  }

  /** SIGKILL: nothing is tidied up. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** SIGTERM. Returns once the process is gone. */
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  /** Waits that long; tells whether the process ended meanwhile. */
  public boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }

  private void awaitEnd() {
    assertThat(endsWithin(Duration.ofSeconds(STOP_SECONDS))).as("ends\n" + said()).isTrue();
  }

  private void listen() {
    try (var reader = process.inputReader()) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (lines) {
          lines.addLast(line);
          if (lines.size() > LINES_KEPT) {
            lines.removeFirst();
          }
        }
        if (line.contains(READY)) {
          serving.complete(null);
        }
      }
    } catch (IOException e) {
      // The end of the process ends its output in the middle of a line.
    }
    serving.completeExceptionally(new IllegalStateException("the process has ended"));
  }

  private int health() {
    try (var client = HttpClient.newHttpClient()) {
      var address = "http://localhost:" + managementPort + "/health/ready";
      var request =
          HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(10)).build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
