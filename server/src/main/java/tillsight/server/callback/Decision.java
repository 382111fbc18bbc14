package tillsight.server.callback;

/**
 * That something is taken out of the quarantine, and why.
 *
 * @param by who or what decided: a user, replay, or tillsight by itself
 * @param actor on whose account it is done
 * @param action as the audit log names it
 */
public record Decision(String by, String actor, String action, String reason) {

  /** What Tillsight calls itself where it acts without being told. */
  public static final String ITSELF = "tillsight";

  /** Somebody looked at it and says that it holds. */
  public static Decision accepted(String user, String reason) {
    return new Decision(user, user, "quarantine.accept", reason);
  }

  /** Somebody asked for all to be booked whose cause has been fixed. */
  public static Decision replayed(String user, String reason) {
    return new Decision("replay", user, "quarantine.replay", reason);
  }

  /** It became clear by itself. */
  public static Decision cleared(String reason) {
    return new Decision(ITSELF, ITSELF, "quarantine.clear", reason);
  }
}
