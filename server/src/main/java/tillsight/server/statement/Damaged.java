package tillsight.server.statement;

import java.util.List;
import tillsight.server.statement.Statement.Complaint;

/**
 * A file that is refused whole, and why, in words that say what to do. Nothing of it has been
 * loaded; nothing of what stands in it is quoted.
 */
public final class Damaged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // Never sent anywhere.
  private final List<Complaint> complaints;

  private Damaged(String detail, List<Complaint> complaints) {
    super(detail, null, false, false);
    this.complaints = List.copyOf(complaints);
  }

  /** The file as a whole is not what it should be. */
  static Damaged file(String detail) {
    return new Damaged(detail, List.of());
  }

  static Damaged lines(String detail, List<Complaint> complaints) {
    return new Damaged(detail, complaints);
  }

  static Damaged line(long line, String problem) {
    return new Damaged(
        "Line %d %s".formatted(line, problem), List.of(new Complaint(line, problem)));
  }

  public String detail() {
    return String.valueOf(getMessage());
  }

  /** Line by line; empty where it is about the file as a whole. */
  public List<Complaint> complaints() {
    return complaints;
  }
}
