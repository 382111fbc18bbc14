package tillsight.server.statement;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** How far the loading of a statement has come, as the process that is at it writes down. */
final class Progress {

  private static final String OURS = " WHERE business_id = $1 AND id = $2 AND presence = $3";
  private static final String DESCRIBE =
      """
      UPDATE statement SET format = $4, till_id = $5, account = $6, period_from = $7,
        period_to = $8, rows = $9, paid_in_cents = $10, withdrawn_cents = $11,
        stated_paid_in_cents = $12, stated_withdrawn_cents = $13, opening_cents = $14,
        closing_cents = $15, totals_match = $16
      """
          + OURS;
  // Somebody may have taken us for dead, if our session was gone for a while.
  private static final String SAVE =
      """
      UPDATE statement SET rows_done = $4, recovered = $5, known = $6, quarantined = $7,
        reversals = $8, movements = $9, skipped = $10, state = $11, finished_at = $12
      """
          + OURS
          + " AND state IN ('checking', 'loading')";
  private static final String END =
      """
      UPDATE statement SET state = $4, detail = $5, complaints = $6, finished_at = $7
      """
          + OURS
          + " AND state IN ('checking', 'loading')";

  private final SqlClient postgres;
  private final Presence presence;
  private final InstantSource clock;

  Progress(SqlClient postgres, Presence presence, InstantSource clock) {
    this.postgres = postgres;
    this.presence = presence;
    this.clock = clock;
  }

  /** Writes down what the file is and says. */
  Future<Void> describe(Run run, Facts facts) {
    var preamble = facts.preamble();
    return postgres
        .preparedQuery(DESCRIBE)
        .execute(
            ours(run)
                .addString(facts.format().word())
                .addInteger(facts.till().id())
                .addString(preamble.account())
                .addOffsetDateTime(utc(preamble.from()))
                .addOffsetDateTime(utc(preamble.to()))
                .addLong(facts.rows())
                .addLong(facts.paidInCents())
                .addLong(facts.withdrawnCents())
                .addLong(preamble.paidInCents())
                .addLong(preamble.withdrawnCents())
                .addLong(preamble.openingCents())
                .addLong(preamble.closingCents())
                .addBoolean(facts.totalsMatch()))
        .mapEmpty();
  }

  /** Keeps how far it has come; all up to there is committed. False if it is ours no more. */
  Future<Boolean> save(Run run, long rowsDone, Tally tally) {
    return save(run, rowsDone, tally, "loading", null);
  }

  /** All of it is committed. False if it is ours no more. */
  Future<Boolean> finish(Run run, long rowsDone, Tally tally) {
    return save(run, rowsDone, tally, "done", clock.instant());
  }

  private Future<Boolean> save(
      Run run, long rowsDone, Tally tally, String state, @Nullable Instant finishedAt) {
    return postgres
        .preparedQuery(SAVE)
        .execute(
            ours(run)
                .addLong(rowsDone)
                .addLong(tally.recovered())
                .addLong(tally.known())
                .addLong(tally.quarantined())
                .addLong(tally.reversals())
                .addLong(tally.movements())
                .addLong(tally.skipped())
                .addString(state)
                .addOffsetDateTime(utc(finishedAt)))
        .map(updated -> updated.rowCount() == 1);
  }

  /** It can go on from where it was last kept. */
  Future<Void> interrupt(Run run) {
    return end(run, "interrupted", Runs.GO_ON, new JsonArray());
  }

  /** Nothing of it was loaded. */
  Future<Void> refuse(Run run, Damaged damaged) {
    var complaints = new JsonArray();
    damaged
        .complaints()
        .forEach(
            complaint ->
                complaints.add(
                    new JsonObject()
                        .put("line", complaint.line())
                        .put("problem", complaint.problem())));
    return end(run, "refused", damaged.detail(), complaints);
  }

  private Future<Void> end(Run run, String state, @Nullable String detail, JsonArray complaints) {
    return postgres
        .preparedQuery(END)
        .execute(
            ours(run)
                .addString(state)
                .addString(detail)
                .addValue(complaints)
                .addOffsetDateTime(clock.instant().atOffset(UTC)))
        .mapEmpty();
  }

  private Tuple ours(Run run) {
    return Tuple.of(run.businessId(), run.id(), presence.key());
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(UTC);
  }
}
