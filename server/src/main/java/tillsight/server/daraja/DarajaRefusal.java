package tillsight.server.daraja;

import org.jspecify.annotations.Nullable;

/** Daraja said no, or could not be asked. The message says why and what to do. */
public final class DarajaRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why, with the remedy. */
  public enum Why {
    UNREACHABLE("Daraja cannot be reached", "try again in a few minutes", true);

    private final String sentence;
    private final String remedy;
    private final boolean retryHelps;

    Why(String sentence, String remedy, boolean retryHelps) {
      this.sentence = sentence;
      this.remedy = remedy;
      this.retryHelps = retryHelps;
    }

    public String sentence() {
      return sentence;
    }

    public String remedy() {
      return remedy;
    }

    /** Whether the same request may succeed later, without anybody doing anything. */
    public boolean retryHelps() {
      return retryHelps;
    }
  }

  private final Why why;
  private final @Nullable String code;

  DarajaRefusal(Why why, @Nullable String code) {
    super(why.sentence() + "; " + why.remedy(), null, false, false);
    this.why = why;
    this.code = code;
  }

  public Why why() {
    return why;
  }

  /** Daraja's own code, if it gave one. */
  public @Nullable String code() {
    return code;
  }
}
