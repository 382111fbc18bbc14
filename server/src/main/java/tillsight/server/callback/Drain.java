package tillsight.server.callback;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.business.Business;
import tillsight.server.business.DirectoryWatch;
import tillsight.server.spool.Backlog;
import tillsight.server.spool.SpoolRecord;

/**
 * Brings what waits in a spool to PostgreSQL, in order and batch by batch. What was brought there
 * already, before a crash or in a commit whose answer got lost, is left as it is.
 *
 * <p>Waits for answers: for a virtual thread.
 */
final class Drain {

  private static final Logger log = LoggerFactory.getLogger(Drain.class);

  private final Writer writer;
  private final Commit commit;
  private final Intake intake;
  private final DirectoryWatch directory;

  /** Raised when the database is away; what was to be drained stays where it is. */
  static final class Away extends Exception {
    private static final long serialVersionUID = 1L;

    Away(Throwable cause) {
      super(cause.toString(), cause, false, false);
    }
  }

  Drain(Writer writer, Commit commit, Intake intake, DirectoryWatch directory) {
    this.writer = writer;
    this.commit = commit;
    this.intake = intake;
    this.directory = directory;
  }

  /** Brings the next batch to PostgreSQL; false if nothing waits. */
  boolean next(Backlog backlog) throws Away, IOException {
    var portion = backlog.next(Inbox.BATCH_MAX);
    if (portion.isNothing()) {
      return false;
    }
    var raw = new LinkedHashMap<UUID, SpoolRecord>();
    var unreadable = new ArrayList<SpoolRecord>();
    var entries = new ArrayList<Entry>();
    for (var record : portion.records()) {
      try {
        var entry = SpooledEntry.entry(record);
        raw.put(entry.id(), record);
        entries.add(entry);
      } catch (IOException e) {
        unreadable.add(record);
      }
    }
    var refused = store(reread(fresh(entries), raw, unreadable));
    refused.forEach(id -> unreadable.add(raw.get(id)));
    for (var record : unreadable) {
      backlog.setAside(record);
    }
    if (!unreadable.isEmpty()) {
      log.error(
          "{} callbacks of the spool are kept aside: they were sealed with another"
              + " TILLSIGHT_SECRETS_KEY, belong to another database, or the tables refuse them",
          unreadable.size());
    }
    backlog.drained(portion);
    return true;
  }

  /** Those that PostgreSQL has not got yet. News of the others may have been lost. */
  private List<Entry> fresh(List<Entry> entries) throws Away {
    var known = answer(writer.known(entries));
    commit.announce(
        entries.stream()
            .filter(entry -> known.contains(entry.id()) && entry.outcome().equals(Entry.BOOKED))
            .toList());
    return entries.stream().filter(entry -> !known.contains(entry.id())).toList();
  }

  private List<Entry> reread(
      List<Entry> entries, Map<UUID, SpoolRecord> raw, List<SpoolRecord> unreadable) throws Away {
    var read = new ArrayList<Entry>();
    for (var entry : entries) {
      var business = business(entry.businessId());
      try {
        read.add(intake.again(business.orElseThrow(), entry));
      } catch (RuntimeException e) {
        log.debug("A callback of the spool cannot be read", e);
        unreadable.add(raw.get(entry.id()));
      }
    }
    return read;
  }

  private Optional<Business> business(int id) throws Away {
    var known = directory.get().byId(id);
    return known.isPresent() ? known : answer(directory.refresh()).byId(id);
  }

  /** Yields the ids of those that the tables refuse even in their raw form. */
  private List<UUID> store(List<Entry> entries) throws Away {
    var now = System.nanoTime();
    List<Waiting> all =
        entries.stream().map(entry -> new Waiting(entry, Promise.promise(), now)).toList();
    for (var left = all; !left.isEmpty(); ) {
      var rest = commit.store(writer, left, Inbox.COMMIT_MAX).await();
      if (rest.why() != null) {
        throw away(rest.why());
      }
      left = rest.again();
    }
    return all.stream()
        .filter(waiting -> waiting.promise().future().failed())
        .map(waiting -> waiting.entry().id())
        .toList();
  }

  private <T> T answer(Future<T> asked) throws Away {
    try {
      return asked.timeout(Inbox.COMMIT_MAX.toMillis(), TimeUnit.MILLISECONDS).await();
    } catch (Exception e) {
      throw away(e);
    }
  }

  /** Not waited for: a connection that hangs does not close either. */
  private Away away(Throwable why) {
    writer.reset();
    return new Away(why);
  }
}
