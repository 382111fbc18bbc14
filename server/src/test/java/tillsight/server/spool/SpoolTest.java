package tillsight.server.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Appending, draining, limits, and who owns what in a shared folder. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SpoolTest {

  private static final Instant AT = Instant.parse("2026-03-02T12:00:00Z");
  private static final SpoolLimits WIDE = new SpoolLimits(1 << 30, 0, 1 << 20);

  @TempDir Path folder;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Spool> open = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (var spool : open) {
      spool.close();
    }
  }

  @Test
  void keepsWhatItAcknowledgesOverARestart() throws Exception {
    var spool = spool(WIDE);
    spool.append(List.of(record("a"), record("b"))).get();
    spool.append(List.of(record("c"))).get();
    close(spool);

    var again = spool(WIDE);

    assertThat(again.state().waiting()).isEqualTo(3);
    assertThat(again.isTaking()).isTrue();
    assertThat(drain(again)).containsExactly("a", "b", "c");
  }

  @Test
  void lookedAtWithoutBeingDrainedItStays() throws Exception {
    var spool = spool(WIDE);
    spool.append(List.of(record("a"), record("b"))).get();

    assertThat(texts(spool.next(1))).containsExactly("a");
    assertThat(texts(spool.next(1))).containsExactly("a");
    close(spool);

    assertThat(drain(spool(WIDE))).containsExactly("a", "b");
  }

  @Test
  void tellsWhatWaitsInAFolderThatNobodyUses() throws Exception {
    assertThat(Leftovers.in(folder.resolve("none"))).isZero();
    var spool = spool(WIDE);
    spool.append(List.of(record("a"), record("b"))).get();
    // Of a process that lives: its own to drain.
    assertThat(Leftovers.in(folder)).isZero();

    close(spool);

    assertThat(Leftovers.in(folder)).isEqualTo(2);
    assertThat(drain(spool(WIDE))).containsExactly("a", "b");
  }

  @Test
  void sendsEverythingToItUntilTheDatabaseIsProven() throws Exception {
    var spool = Spool.open(folder, WIDE, registry, InstantSource.fixed(AT));
    open.add(spool);
    assertThat(spool.isTaking()).isTrue();

    spool.append(List.of(record("a"))).get();
    drain(spool);
    assertThat(spool.isTaking()).isTrue();

    spool.release();
    assertThat(spool.isTaking()).isFalse();
  }

  @Test
  void takesUntilAllIsDrainedAndLeavesNoFile() throws Exception {
    var spool = spool(new SpoolLimits(1 << 30, 0, 200));
    assertThat(spool.isTaking()).isFalse();

    var texts = IntStream.range(0, 100).mapToObj(i -> "number " + i).toList();
    for (var text : texts) {
      spool.append(List.of(record(text))).get();
    }
    assertThat(spool.isTaking()).isTrue();
    assertThat(files("slot-0")).hasSizeGreaterThan(5);

    assertThat(drain(spool)).isEqualTo(texts);
    assertThat(spool.isTaking()).isFalse();
    assertThat(files("slot-0")).isEmpty();
    assertThat(spool.state()).isEqualTo(new SpoolState(0, 0, 0, false, 0));
  }

  @Test
  void missesNothingThatArrivesWhileItIsEmptied() throws Exception {
    var spool = spool(new SpoolLimits(1 << 30, 0, 5_000));
    var threads = 4;
    var each = 3_000;
    var appending = new CountDownLatch(threads);
    for (var thread = 0; thread < threads; thread++) {
      var name = thread;
      Thread.ofVirtual()
          .start(
              () -> {
                for (var i = 0; i < each; i++) {
                  spool.append(List.of(record(name + ":" + i))).join();
                  // As an arrival does: past the spool if nothing waits in it.
                  while (!spool.isTaking() && i % 7 != 0) {
                    i++;
                  }
                }
                appending.countDown();
              });
    }
    var drained = new ArrayList<String>();
    while (appending.getCount() > 0 || spool.isTaking()) {
      var filled = spool.filled();
      if (drained.addAll(drain(spool)) || appending.getCount() == 0) {
        continue;
      }
      filled.copy().completeOnTimeout(null, 50, TimeUnit.MILLISECONDS).join();
    }

    assertThat(drained).doesNotHaveDuplicates();
    for (var thread = 0; thread < threads; thread++) {
      var name = thread + ":";
      var own = drained.stream().filter(text -> text.startsWith(name)).toList();
      assertThat(own)
          .isSortedAccordingTo((a, b) -> Integer.compare(number(a), number(b)))
          .isNotEmpty();
    }
    assertThat(registry.get("tillsight.spool.appended").counter().count())
        .isEqualTo(drained.size());
    assertThat(files("slot-0")).isEmpty();
  }

  @Test
  void saysThatItIsFullAtItsLimitAndRecovers() throws Exception {
    var spool = spool(new SpoolLimits(100_000, 0, 20_000));
    var kept = 0;
    while (appends(spool, "x".repeat(5_000))) {
      kept++;
    }

    assertThat(kept).isBetween(15, 20);
    assertThat(spool.canTake()).isFalse();
    assertThat(spool.isTaking()).isFalse();
    assertThat(spool.state().full()).isTrue();
    assertThat(registry.get("tillsight.spool.full").gauge().value()).isEqualTo(1);
    assertThat(drain(spool)).hasSize(kept);
    awaitRoom(spool);
    assertThat(appends(spool, "there is room again")).isTrue();
    assertThat(drain(spool)).containsExactly("there is room again");
  }

  @Test
  void leavesTheDiskTheRoomItHasToLeave() throws Exception {
    var free = Files.getFileStore(folder).getUsableSpace();
    var spool = spool(new SpoolLimits(1 << 30, 2 * free, 20_000));

    assertThatThrownBy(() -> spool.append(List.of(record("a"))).get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(SpoolFull.class);
    assertThat(spool.state().waiting()).isZero();
  }

  @Test
  void survivesADiskThatRunsFull() throws Exception {
    var disk = Files.createDirectory(folder.resolve("disk"));
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()))
        .as("mounting a small file system takes root")
        .isTrue();
    try {
      var spool = Spool.open(disk, WIDE, registry, InstantSource.fixed(AT));
      spool.release();
      var kept = 0;
      while (appends(spool, kept + "x".repeat(50_000))) {
        kept++;
      }
      assertThat(kept).isBetween(10, 20);
      assertThat(spool.canTake()).isFalse();

      // A restart on the full disk finds what was acknowledged, and no more.
      spool.close();
      var again = Spool.open(disk, WIDE, new SimpleMeterRegistry(), InstantSource.fixed(AT));
      again.release();
      assertThat(again.state()).extracting(SpoolState::waiting).isEqualTo((long) kept);
      assertThat(again.state().setAside()).isZero();
      assertThat(drain(again)).hasSize(kept);
      awaitRoom(again);
      assertThat(appends(again, "there is room again")).isTrue();
      again.close();
    } finally {
      assertThat(run("umount", disk.toString())).isTrue();
    }
  }

  @Test
  void givesEachProcessASlotAndAdoptsWhatTheDeadLeft() throws Exception {
    var first = spool(WIDE);
    var second = spool(WIDE);
    second.append(List.of(record("of the second"))).get();
    assertThat(files("slot-1")).hasSize(1);
    assertThat(first.adopt()).as("while it lives").isEmpty();

    close(second);
    var adopted = first.adopt();

    assertThat(first.state().waiting()).isEqualTo(1);
    assertThat(drain(adopted.getFirst())).containsExactly("of the second");
    adopted.getFirst().close();
    assertThat(files("slot-1")).isEmpty();
    assertThat(first.adopt()).isEmpty();
    assertThat(first.state()).isEqualTo(new SpoolState(0, 0, 0, false, 0));
  }

  @Test
  void keepsARecordAsideThatNobodyCanRead() throws Exception {
    var spool = spool(WIDE);
    spool.append(List.of(record("a"), record("b"))).get();
    var portion = spool.next(2);

    spool.setAside(portion.records().getFirst());
    spool.drained(portion);

    assertThat(spool.state()).isEqualTo(new SpoolState(0, 0, 0, false, 1));
    close(spool);
    var aside = folder.resolve("slot-0/000000000002.aside");
    Files.move(aside, folder.resolve("slot-0/000000000002.spool"));
    assertThat(drain(spool(WIDE))).containsExactly("a");
  }

  @Test
  void takesNothingOnceItIsClosed() throws Exception {
    var spool = spool(WIDE);
    close(spool);

    assertThat(spool.canTake()).isFalse();
    assertThat(appends(spool, "too late")).isFalse();
  }

  private Spool spool(SpoolLimits limits) throws IOException {
    var spool = Spool.open(folder, limits, registry, InstantSource.fixed(AT));
    spool.release();
    open.add(spool);
    return spool;
  }

  private void close(Spool spool) throws IOException {
    open.remove(spool);
    spool.close();
  }

  private static boolean appends(Spool spool, String text) throws InterruptedException {
    try {
      spool.append(List.of(record(text))).get();
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }

  private static void awaitRoom(Spool spool) {
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!spool.canTake()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static List<String> drain(Backlog backlog) throws IOException {
    var texts = new ArrayList<String>();
    for (var portion = backlog.next(7); !portion.isNothing(); portion = backlog.next(7)) {
      texts.addAll(texts(portion));
      backlog.drained(portion);
    }
    return texts;
  }

  private static List<String> texts(Portion portion) {
    return portion.records().stream().map(record -> new String(record.payload(), UTF_8)).toList();
  }

  private static int number(String text) {
    return Integer.parseInt(text.substring(text.indexOf(':') + 1));
  }

  private List<Path> files(String slot) throws IOException {
    try (var files = Files.list(folder.resolve(slot))) {
      return files.filter(file -> file.toString().endsWith(".spool")).toList();
    }
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }

  private static SpoolRecord record(String text) {
    return new SpoolRecord(AT, text.getBytes(UTF_8));
  }
}
