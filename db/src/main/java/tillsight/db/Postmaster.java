package tillsight.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The process that serves a data folder, as the folder's own lock names it. */
public final class Postmaster {

  private static final Duration STOP = Duration.ofSeconds(30);

  private final Path lock;
  private final List<String> lines;

  private Postmaster(Path lock, List<String> lines) {
    this.lock = lock;
    this.lines = lines;
  }

  /** Whoever has locked the folder, dead or alive. */
  public static Optional<Postmaster> of(Path data) throws IOException {
    var lock = data.resolve("postmaster.pid");
    if (!Files.exists(lock)) {
      return Optional.empty();
    }
    var lines = Files.readAllLines(lock);
    return lines.isEmpty() ? Optional.empty() : Optional.of(new Postmaster(lock, lines));
  }

  /** The port it serves; empty if it had not come that far. */
  Optional<Integer> port() {
    return lines.size() < 4 ? Optional.empty() : Optional.of(Integer.valueOf(line(3)));
  }

  /** Whether it serves or could serve again: one that was killed and not reaped does not. */
  public boolean isAlive() {
    return process().filter(Postmaster::runs).isPresent();
  }

  /** It and all its children. */
  public List<ProcessHandle> processes() {
    var all = new ArrayList<ProcessHandle>();
    process()
        .ifPresent(
            process -> {
              all.add(process);
              process.descendants().forEach(all::add);
            });
    return all;
  }

  /** SIGINT is PostgreSQL's fast shutdown: it ends its clients and writes a checkpoint. */
  void interrupt() throws IOException {
    var process = process();
    if (process.isPresent()) {
      new ProcessBuilder("kill", "-INT", Long.toString(process.get().pid())).start();
      process.get().onExit().orTimeout(STOP.toSeconds(), TimeUnit.SECONDS).join();
    }
  }

  /** SIGKILL for it and its children; returns once none of them runs. */
  void kill() throws IOException {
    var processes = processes();
    processes.forEach(ProcessHandle::destroyForcibly);
    var deadline = System.nanoTime() + STOP.toNanos();
    while (processes.stream().anyMatch(Postmaster::runs)) {
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("PostgreSQL did not die");
      }
      Thread.onSpinWait();
    }
    removeLocks();
  }

  /** Locks of a server that was killed look like a live one's. */
  void removeLocks() throws IOException {
    if (lines.size() > 4) {
      var socket = Path.of(line(4), ".s.PGSQL." + line(3));
      Files.deleteIfExists(socket.resolveSibling(socket.getFileName() + ".lock"));
      Files.deleteIfExists(socket);
    }
    Files.deleteIfExists(lock);
  }

  private Optional<ProcessHandle> process() {
    return ProcessHandle.of(Long.parseLong(line(0)));
  }

  /** Where init does not reap, a dead process stays in the table as a zombie. */
  private static boolean runs(ProcessHandle process) {
    var status = Path.of("/proc", Long.toString(process.pid()), "stat");
    try {
      return process.isAlive()
          && !(Files.exists(status) && Files.readString(status).contains(") Z "));
    } catch (IOException e) {
      // It ended between the two looks.
      return false;
    }
  }

  private String line(int number) {
    return lines.get(number).strip();
  }
}
