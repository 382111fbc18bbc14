package tillsight.server.daraja;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the way between Safaricom and a business is set up, and how it works just now. */
public record DarajaSetUp(
    String publicUrl,
    Urls urls,
    List<String> urlProblems,
    Credentials credentials,
    Token token,
    List<ShortCode> shortCodes,
    List<Heard> tills,
    Spooled spool,
    List<Step> checklist) {

  /** The same for those who may look but not act: without the token, which opens the door. */
  public DarajaSetUp withoutToken() {
    return new DarajaSetUp(
        publicUrl,
        Urls.of(new CallbackUrls(URI.create(publicUrl), "…")),
        urlProblems,
        credentials,
        token,
        shortCodes,
        tills,
        spool,
        checklist);
  }

  /** Where Safaricom is to send what. */
  public record Urls(
      String confirmation, String validation, String stk, String result, String timeout) {

    static Urls of(CallbackUrls urls) {
      return new Urls(
          urls.confirmation().toString(),
          urls.validation().toString(),
          urls.stk().toString(),
          urls.result().toString(),
          urls.timeout().toString());
    }

    /** Leaves out the addresses, which hold the token. */
    @Override
    public String toString() {
      return "Urls";
    }
  }

  /** What is known of the credentials, without any of them. */
  public record Credentials(
      boolean set,
      @Nullable String shortcode,
      @Nullable String c2bVersion,
      boolean passkey,
      @Nullable String initiator,
      boolean certificate,
      @Nullable String nominatedNumber,
      @Nullable LocalDate passwordSetOn,
      @Nullable LocalDate passwordExpiresOn) {}

  /**
   * Whether Daraja takes the credentials.
   *
   * @param state ok, refused, unreachable or never, as of the last time that they were tried
   */
  public record Token(
      String state,
      @Nullable Instant checkedAt,
      @Nullable Instant expiresAt,
      @Nullable String detail) {}

  /** A number that is registered with Safaricom, or is to be. */
  public record ShortCode(
      String shortCode, String name, String kind, Registration urls, Pull pull) {}

  /** What came of registering addresses: registered, already, refused or never. */
  public record Registration(
      String state, @Nullable Instant at, @Nullable String version, @Nullable String detail) {

    static final Registration NEVER = new Registration("never", null, null, null);

    boolean stands() {
      return state.equals("registered") || state.equals("already");
    }
  }

  /**
   * What came of registering for Pull, and how far pulling has come.
   *
   * @param lagHours since when it is not proven that nothing is missing
   */
  public record Pull(
      String state,
      @Nullable Instant at,
      @Nullable String detail,
      @Nullable Instant provenUntil,
      @Nullable Instant answeredAt,
      @Nullable Double lagHours,
      @Nullable String clock,
      @Nullable LastRun lastRun) {

    boolean stands() {
      return state.equals("registered") || state.equals("already");
    }
  }

  /** The last time that a short code was pulled. */
  public record LastRun(
      UUID id,
      String shortCode,
      String cause,
      Instant startedAt,
      @Nullable Instant finishedAt,
      Instant windowFrom,
      Instant windowTo,
      int pages,
      int rows,
      int known,
      int recovered,
      int held,
      @Nullable String clock,
      @Nullable Integer clockSeconds,
      @Nullable String outcome,
      @Nullable String detail) {}

  /** What Safaricom has told of a till by itself. */
  public record Heard(
      String till,
      String name,
      @Nullable Instant lastCallbackAt,
      long callbacks24h,
      @Nullable Double delayP50Seconds,
      @Nullable Double delayP99Seconds) {}

  /** Callbacks that wait on disk for the database. */
  public record Spooled(long waiting, long bytes) {}

  /**
   * One thing that must be so before money is heard of and proven.
   *
   * @param state done, todo, warn or fail
   */
  public record Step(
      String id, String title, String state, String detail, @Nullable String remedy) {

    static Step done(String id, String title, String detail) {
      return new Step(id, title, "done", detail, null);
    }

    static Step todo(String id, String title, String detail, @Nullable String remedy) {
      return new Step(id, title, "todo", detail, remedy);
    }

    static Step warn(String id, String title, String detail, @Nullable String remedy) {
      return new Step(id, title, "warn", detail, remedy);
    }

    static Step fail(String id, String title, String detail, @Nullable String remedy) {
      return new Step(id, title, "fail", detail, remedy);
    }
  }
}
