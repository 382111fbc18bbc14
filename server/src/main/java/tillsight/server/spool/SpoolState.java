package tillsight.server.spool;

/**
 * How much waits in the spool of a node, and whether something is wrong with it.
 *
 * @param waiting callbacks that PostgreSQL has not yet got
 * @param bytes what they take of the disk
 * @param oldestSeconds for how long the first of them has waited; 0 if none waits
 * @param full whether it takes nothing more: its limit is reached, or its disk is full or fails
 * @param setAside files with damaged or unreadable records, kept for a person
 */
public record SpoolState(long waiting, long bytes, long oldestSeconds, boolean full, int setAside) {

  static final SpoolState EMPTY = new SpoolState(0, 0, 0, false, 0);

  SpoolState plus(SpoolState other) {
    return new SpoolState(
        waiting + other.waiting,
        bytes + other.bytes,
        Math.max(oldestSeconds, other.oldestSeconds),
        full || other.full,
        setAside + other.setAside);
  }

  SpoolState withFull(boolean isFull) {
    return new SpoolState(waiting, bytes, oldestSeconds, isFull, setAside);
  }
}
