package tillsight.server.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of a portal statement on which money moved, in the form in which it is kept.
 *
 * @param shortCode the till whose account it is
 * @param type reason type or transaction type as stated; empty where it is not
 * @param otherParty who was on the other side; may hold a full number, so it is kept sealed only
 * @param linked receipt of the transaction that this one undoes; empty for others
 * @param withdrawnCents not negative, like what was paid in; one of the two is zero
 */
public record StatementLine(
    String shortCode,
    String receipt,
    Instant at,
    String type,
    String details,
    String otherParty,
    String account,
    String linked,
    long paidInCents,
    long withdrawnCents,
    @Nullable Long balanceCents) {

  // What was done comes before who did it: names must never be taken for a kind of transaction.
  private static final Pattern PEOPLE =
      Pattern.compile(
          "\\s+(from|by)\\s.*|\\s+-\\s.*|[0-9]{4,}.*|\\*.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern BY =
      Pattern.compile("\\s+by\\s.*|[0-9]{4,}.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** What kind of transaction it says it is: its type, else how its details begin. */
  public String kind() {
    return type.isBlank() ? beginning() : Text.clean(BY.matcher(type).replaceFirst(""));
  }

  /** How its details begin, up to where they turn to people and numbers. */
  public String beginning() {
    return Text.clean(PEOPLE.matcher(details).replaceFirst(""));
  }

  byte[] bytes() {
    return new JsonObject()
        .put("shortCode", shortCode)
        .put("receipt", receipt)
        .put("at", at.toString())
        .put("type", type)
        .put("details", details)
        .put("otherParty", otherParty)
        .put("account", account)
        .put("linked", linked)
        .put("paidInCents", paidInCents)
        .put("withdrawnCents", withdrawnCents)
        .put("balanceCents", balanceCents)
        .encode()
        .getBytes(UTF_8);
  }

  static StatementLine of(byte[] bytes) {
    var json = new JsonObject(new String(bytes, UTF_8));
    return new StatementLine(
        json.getString("shortCode"),
        json.getString("receipt"),
        Instant.parse(json.getString("at")),
        json.getString("type"),
        json.getString("details"),
        json.getString("otherParty"),
        json.getString("account"),
        json.getString("linked"),
        json.getLong("paidInCents"),
        json.getLong("withdrawnCents"),
        json.getLong("balanceCents"));
  }

  /** Leaves out who was on the other side. */
  @Override
  public String toString() {
    return "StatementLine " + receipt;
  }
}
