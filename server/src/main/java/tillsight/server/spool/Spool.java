package tillsight.server.spool;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log on the disk of this node for what PostgreSQL cannot take now. Whoever appends while the
 * disk is busy shares the next write, and is answered once their record would survive a power cut.
 * Any thread may call.
 *
 * @see "docs/decisions/0013-spool.md"
 */
public final class Spool implements Backlog, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Spool.class);

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final Slot slot;
  private final Segments segments;
  private final Journal journal;
  private final SpoolMeters meters;
  private final InstantSource clock;
  private final Neighbours neighbours;
  private final Thread thread = new Thread(this::run, "spool");

  // These change under the monitor of this only: so what decides that the spool is empty cannot
  // miss what is on its way into it.
  private final Pending pending = new Pending();
  private boolean writing;
  private boolean held = true;
  private boolean closing;
  private CompletableFuture<Void> filled = new CompletableFuture<>();
  private boolean draining;
  private volatile boolean taking = true;
  private volatile long soonUntil = System.nanoTime();

  private Spool(
      Path folder, Slot slot, SpoolLimits limits, MeterRegistry registry, InstantSource clock)
      throws IOException {
    this.slot = slot;
    this.segments = new Segments(slot.folder());
    this.journal = new Journal(slot.folder(), segments, limits, () -> state().bytes());
    this.meters = new SpoolMeters(registry);
    this.neighbours = new Neighbours(folder, slot, meters);
    this.clock = clock;
  }

  /**
   * Takes a slot of this folder, with what an earlier process may have left in it. Everything goes
   * to the spool until {@link #release}.
   *
   * @throws IOException if the folder cannot be used
   */
  public static Spool open(
      Path folder, SpoolLimits limits, MeterRegistry registry, InstantSource clock)
      throws IOException {
    DurableFile.createFolder(folder);
    var spool = new Spool(folder, Slot.first(folder), limits, registry, clock);
    spool.meters.watch(spool::state);
    spool.thread.setDaemon(true);
    spool.thread.start();
    return spool;
  }

  /** Where what arrives has to go. */
  public Way way() {
    if (!taking || journal.isFull()) {
      return Way.PAST;
    }
    return System.nanoTime() - soonUntil < 0 ? Way.SOON : Way.INTO;
  }

  /** Whether something waits here, or is about to. */
  public boolean isTaking() {
    return way() != Way.PAST;
  }

  /** Whether something could be made safe here. */
  public boolean canTake() {
    return !journal.isFull() && thread.isAlive();
  }

  /**
   * Makes these records safe, all or none. Completes on the spool's own thread; fails with {@link
   * SpoolFull} or with what the disk says.
   */
  public CompletableFuture<Void> append(List<SpoolRecord> records) {
    var append = Append.of(records);
    var refusal = offer(append);
    if (refusal != null) {
      append.fail(meters, new SpoolFull(refusal));
    }
    return append.safe();
  }

  /** From now on only what has to: the database is there, and its tables are ours. */
  public void release() {
    List<Segment> done;
    synchronized (this) {
      held = false;
      done = settled();
    }
    Segments.delete(done);
  }

  /** Completes when the next record is safe. Ask before looking, so as not to miss one. */
  public synchronized CompletableFuture<Void> filled() {
    return filled;
  }

  @Override
  public Portion next(int max) throws IOException {
    var portion = segments.next(max);
    synchronized (this) {
      // Under load something always arrives while the last is brought away: it waits for that, but
      // only if the one before has got through.
      if (draining && pending.isEmpty() && !writing && segments.endWith(portion)) {
        soonUntil = System.nanoTime() + SOON.toNanos();
      }
      draining = false;
    }
    return portion;
  }

  @Override
  public void drained(Portion portion) {
    List<Segment> done;
    synchronized (this) {
      pending.drained(portion.records().size());
      draining = true;
      soonUntil = System.nanoTime();
      done = new ArrayList<>(segments.drained(portion));
      done.addAll(settled());
    }
    meters.drained(portion.records().size());
    Segments.delete(done);
  }

  @Override
  public void setAside(SpoolRecord record) throws IOException {
    segments.setAside(record);
  }

  /** Takes over what processes that are gone have left, to be drained here. */
  public List<LeftBehind> adopt() throws IOException {
    return neighbours.adopt();
  }

  /** How much waits here, and in what was taken over. */
  public SpoolState state() {
    var now = clock.instant();
    return segments.state(now).plus(neighbours.state(now)).withFull(journal.isFull());
  }

  /**
   * Finishes what waits for the disk, unless that does not answer. What is in the spool stays for
   * the next start.
   */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    try {
      thread.join(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    segments.close();
    slot.close();
  }

  /** Says why it was not taken; null if it was. */
  private synchronized @Nullable String offer(Append append) {
    if (closing) {
      return "the spool is closed";
    }
    if (journal.isFull()) {
      return "the spool is full, or its disk fails";
    }
    if (!pending.offer(append)) {
      return "too many callbacks wait for the disk";
    }
    taking = true;
    notifyAll();
    return null;
  }

  private void run() {
    for (var group = group(); group != null; group = group()) {
      if (group.isEmpty()) {
        journal.check();
      } else {
        write(group);
      }
    }
  }

  /** All that waits; nothing once in a while; null when it is over. */
  private synchronized @Nullable List<Append> group() {
    try {
      if (pending.isEmpty() && !closing) {
        wait(TICK.toMillis());
      }
      for (var ms = pending.delayMs(); ms > 0 && !closing; ms = pending.delayMs()) {
        wait(ms);
      }
    } catch (InterruptedException e) {
      log.debug("Interrupted; going on, because others wait", e);
    }
    if (pending.isEmpty() && closing) {
      return null;
    }
    var group = pending.take();
    writing = !group.isEmpty();
    return group;
  }

  private void write(List<Append> group) {
    try {
      journal.append(group.stream().flatMap(append -> append.records().stream()).toList());
      finish().complete(null);
      group.forEach(append -> append.succeed(meters));
    } catch (IOException | RuntimeException e) {
      finish().complete(null);
      group.forEach(append -> append.fail(meters, e));
    }
  }

  /** Yields what those wait for who look out for news. */
  private CompletableFuture<Void> finish() {
    CompletableFuture<Void> before;
    List<Segment> done;
    synchronized (this) {
      writing = false;
      done = settled();
      before = filled;
      filled = new CompletableFuture<>();
    }
    Segments.delete(done);
    return before;
  }

  /** If nothing waits and nothing is on its way, callbacks may go past the spool again. */
  private List<Segment> settled() {
    if (!pending.isEmpty() || writing || !segments.isDrained()) {
      return List.of();
    }
    journal.reset();
    taking = held;
    return segments.clear();
  }
}
