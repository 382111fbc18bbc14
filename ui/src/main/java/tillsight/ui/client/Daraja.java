package tillsight.ui.client;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the way between Safaricom and this business is set up, and how it works just now. */
public record Daraja(
    @Nullable String publicUrl,
    @Nullable Urls urls,
    List<String> urlProblems,
    Credentials credentials,
    Token token,
    List<ShortCode> shortCodes,
    List<Heard> tills,
    Spool spool,
    List<Step> checklist) {

  /** Where Safaricom is to send what. */
  public record Urls(
      @Nullable String confirmation,
      @Nullable String validation,
      @Nullable String stk,
      @Nullable String result,
      @Nullable String timeout) {}

  /** What is known to this server of the keys, and never the keys themselves. */
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

  /** Whether Safaricom takes the credentials. */
  public record Token(
      String state,
      @Nullable Instant checkedAt,
      @Nullable Instant expiresAt,
      @Nullable String detail) {}

  /** A number that is registered with Safaricom. */
  public record ShortCode(
      String shortCode,
      @Nullable String name,
      @Nullable String kind,
      Registration urls,
      Pull pull) {}

  /** Whether Safaricom knows the callback URLs of a short code. */
  public record Registration(
      String state, @Nullable Instant at, @Nullable String version, @Nullable String detail) {

    public boolean isDone() {
      return isDone(state);
    }

    private static boolean isDone(String state) {
      return "registered".equals(state) || "already".equals(state);
    }
  }

  /** Whether a short code can be asked for what happened on it, and how far that has come. */
  public record Pull(
      String state,
      @Nullable Instant at,
      @Nullable String detail,
      @Nullable Instant provenUntil,
      @Nullable Instant answeredAt,
      @Nullable Double lagHours,
      @Nullable String clock,
      @Nullable Run lastRun) {

    public boolean isDone() {
      return Registration.isDone(state);
    }
  }

  /** One time that a short code was pulled, and what came of it. */
  public record Run(
      String shortCode,
      @Nullable String cause,
      Instant startedAt,
      @Nullable Instant finishedAt,
      int pages,
      int rows,
      int known,
      int recovered,
      int held,
      @Nullable String clock,
      @Nullable Integer clockSeconds,
      @Nullable String outcome,
      @Nullable String detail) {}

  /** The runs of one press of a button. */
  public record Runs(List<Run> items) {}

  /** What was heard of a till. */
  public record Heard(
      String till,
      @Nullable String name,
      @Nullable Instant lastCallbackAt,
      long callbacks24h,
      @Nullable Double delayP50Seconds,
      @Nullable Double delayP99Seconds) {}

  /** Payments that wait on the server's disk for the database. */
  public record Spool(long waiting, long bytes) {}

  /** One thing that must be so before money is heard of and proven. */
  public record Step(
      String id, String title, String state, @Nullable String detail, @Nullable String remedy) {

    public boolean isDone() {
      return "done".equals(state);
    }
  }
}
