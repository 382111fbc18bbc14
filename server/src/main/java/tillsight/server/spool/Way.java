package tillsight.server.spool;

/** Where what arrives has to go, so that it does not overtake what waits. */
public enum Way {
  /** To PostgreSQL: nothing waits, or there is no room. */
  PAST,
  /** Into the spool: something waits there. */
  INTO,
  /** To PostgreSQL in a moment: the last of what waits is on its way there. */
  SOON
}
