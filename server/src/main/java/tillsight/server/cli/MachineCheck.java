package tillsight.server.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tillsight.server.Config;

/** Does this machine have the disk and the ports that Tillsight needs? */
final class MachineCheck {

  private static final long MIB = 1024 * 1024;
  private static final long SPOOL_MIB_WARN = 2048;
  private static final long SPOOL_MIB_MIN = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  static List<Finding> of(Config config) {
    return List.of(
        spool(config.spoolDir().toAbsolutePath()),
        port("HTTP port", "TILLSIGHT_HTTP_PORT", config.httpPort(), "/api/openapi.yaml"),
        port(
            "management port",
            "TILLSIGHT_MANAGEMENT_PORT",
            config.managementPort(),
            "/health/live"),
        port("UI port", "TILLSIGHT_UI_PORT", config.uiPort(), "/"));
  }

  private static Finding spool(Path folder) {
    var existing = folder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      return Finding.fail(
          "spool", existing + " cannot be written", "correct its owner, or TILLSIGHT_SPOOL_DIR");
    }
    try {
      var free = Files.getFileStore(existing).getUsableSpace() / MIB;
      var text = "%d MiB free for %s".formatted(free, folder);
      var remedy = "free some, or set TILLSIGHT_SPOOL_DIR to a larger disk";
      if (free < SPOOL_MIB_MIN) {
        return Finding.fail("spool", text, remedy);
      }
      return free < SPOOL_MIB_WARN
          ? Finding.warn("spool", text, remedy)
          : Finding.ok("spool", text);
    } catch (IOException e) {
      return Finding.fail(
          "spool", "the disk of %s gives no answer".formatted(folder), "check that it is mounted");
    }
  }

  private static Finding port(String subject, String setting, int port, String path) {
    if (port == 0) {
      return Finding.ok(subject, "any that is free");
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return Finding.ok(subject, port + " is free");
    } catch (IOException e) {
      return answers(port, path)
          ? Finding.ok(subject, port + " is served")
          : Finding.fail(
              subject,
              port + " is taken by another program",
              "stop that, or set " + setting + " to a free port");
    }
  }

  /** Does something answer there as Tillsight would? */
  private static boolean answers(int port, String path) {
    try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
              .timeout(PATIENCE)
              .build();
      var status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status >= 200 && status < 400;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private MachineCheck() {}
}
