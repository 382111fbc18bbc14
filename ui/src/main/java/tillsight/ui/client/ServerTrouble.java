package tillsight.ui.client;

import org.jspecify.annotations.Nullable;

/** Why the server gave no answer that could be shown. */
public abstract sealed class ServerTrouble extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String words;

  private ServerTrouble(String words, @Nullable Throwable cause) {
    super(words, cause);
    this.words = words;
  }

  /** What a person may be told. */
  public String words() {
    return words;
  }

  /** Nobody answered, or something in between did. */
  public static final class Away extends ServerTrouble {
    private static final long serialVersionUID = 1L;

    public Away(@Nullable Throwable cause) {
      super("The server does not answer just now. What is shown may be out of date.", cause);
    }
  }

  /** The session has ended: signed out elsewhere, too old, or the account was changed. */
  public static final class SessionOver extends ServerTrouble {
    private static final long serialVersionUID = 1L;

    public SessionOver() {
      super("Your session has ended. Please sign in again.", null);
    }
  }

  /** The server understood and said no; its detail names the remedy. */
  public static final class Refused extends ServerTrouble {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String retryAfter;

    public Refused(int status, String detail, @Nullable String retryAfter) {
      super(detail, null);
      this.status = status;
      this.retryAfter = retryAfter;
    }

    public int status() {
      return status;
    }

    public @Nullable String retryAfter() {
      return retryAfter;
    }

    public boolean isDenied() {
      return status == 403;
    }

    public boolean isUnknown() {
      return status == 404;
    }
  }
}
