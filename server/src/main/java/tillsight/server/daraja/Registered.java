package tillsight.server.daraja;

/**
 * A registration that stands.
 *
 * @param version which version of the API took it; v1 for Pull
 * @param detail what Daraja said, in a sentence
 */
public record Registered(State state, String version, String detail) {

  /** Whether it was made now, or stood before, perhaps with other addresses. */
  public enum State {
    REGISTERED,
    ALREADY
  }
}
