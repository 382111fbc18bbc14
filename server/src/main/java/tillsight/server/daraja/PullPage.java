package tillsight.server.daraja;

import java.util.List;

/** What Pull answered to one query. */
public record PullPage(Kind kind, List<PullRow> rows, String message) {

  /** What an answer amounts to. NOTHING proves nothing: it is no sign of a quiet till. */
  public enum Kind {
    ROWS,
    NOTHING,
    UNREGISTERED
  }

  public PullPage {
    rows = List.copyOf(rows);
  }

  /** Leaves the rows out. */
  @Override
  public String toString() {
    return "PullPage %s of %d".formatted(kind, rows.size());
  }
}
