package tillsight.server.spool;

import java.io.IOException;

/** What waits for PostgreSQL, in the order in which it came. For one thread that drains it. */
public sealed interface Backlog permits Spool, LeftBehind {

  /** The next records, at most so many; the same ones again until they are {@link #drained}. */
  Portion next(int max) throws IOException;

  /** Forgets these, because PostgreSQL has them. */
  void drained(Portion portion);

  /** Keeps a record for a person that cannot be brought to PostgreSQL as it is. */
  void setAside(SpoolRecord record) throws IOException;
}
