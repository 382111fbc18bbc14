package tillsight.server.statement;

/** Raised where a load ends early: the process is stopping, or the run is not its own any more. */
final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Stopped() {
    super("the load was stopped; load the same file again to go on", null, false, false);
  }
}
