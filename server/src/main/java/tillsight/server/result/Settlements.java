package tillsight.server.result;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.Directory;
import tillsight.server.callback.Callback;
import tillsight.server.callback.Doubt;
import tillsight.server.callback.Entry;
import tillsight.server.callback.Holds;
import tillsight.server.callback.Intake;
import tillsight.server.callback.StkParser;
import tillsight.server.request.DarajaRequest;
import tillsight.server.request.DarajaRequests;

/**
 * Settles answers of Daraja's that are stored and wait: each in one transaction, which locks it, so
 * that however many nodes race it is settled once, and whole or not at all.
 */
public final class Settlements {

  /** Most that are looked for at once. */
  public static final int BATCH_MAX = 100;

  private static final String WAITING =
      """
      SELECT business_id, id FROM callback WHERE outcome = 'waiting'
      ORDER BY business_id, id
      LIMIT $1
      """;
  private static final String CLAIM =
      """
      SELECT kind, received_at, body, conversation FROM callback
      WHERE business_id = $1 AND id = $2 AND outcome = 'waiting'
      FOR UPDATE SKIP LOCKED
      """;
  private static final String FINISH =
      """
      UPDATE callback SET outcome = $3, receipt = coalesce($4, receipt)
      WHERE business_id = $1 AND id = $2
      """;

  private final Pool postgres;
  private final Supplier<Directory> directory;
  private final Seal seal;
  private final InstantSource clock;

  /** A result that waits. */
  public record Waiting(int businessId, UUID id) {}

  public Settlements(Pool postgres, Supplier<Directory> directory, Seal seal, InstantSource clock) {
    this.postgres = postgres;
    this.directory = directory;
    this.seal = seal;
    this.clock = clock;
  }

  /** Some of those that wait, oldest first. */
  public Future<List<Waiting>> waiting() {
    return postgres
        .preparedQuery(WAITING)
        .execute(Tuple.of(BATCH_MAX))
        .map(
            rows ->
                rows.stream()
                    .map(row -> new Waiting(row.getInteger("business_id"), row.getUUID("id")))
                    .toList());
  }

  /** Settles one. Says false, and does nothing, if somebody else has it or its business is new. */
  public Future<Boolean> settle(Waiting waiting) {
    var business = directory.get().byId(waiting.businessId());
    return business.isEmpty()
        ? Future.succeededFuture(false)
        : postgres.withTransaction(
            connection ->
                claim(connection, waiting)
                    .compose(
                        row ->
                            row == null
                                ? Future.succeededFuture(false)
                                : settle(connection, business.get(), waiting.id(), row).map(true)));
  }

  /** Holds one that cannot be applied, so that it is not tried for ever. */
  public Future<Boolean> hold(Waiting waiting) {
    return postgres.withTransaction(
        connection ->
            claim(connection, waiting)
                .compose(
                    row ->
                        row == null
                            ? Future.succeededFuture(false)
                            : new Holds(connection)
                                .hold(
                                    waiting.businessId(),
                                    waiting.id(),
                                    null,
                                    Remedies.with(Doubt.RESULT_UNSETTLED),
                                    new Entry.Held(Doubt.RESULT_UNSETTLED, null, null, null))
                                .compose(held -> finish(connection, waiting, outcome(held), null))
                                .map(true)));
  }

  private static Future<@Nullable Row> claim(SqlConnection connection, Waiting waiting) {
    return connection
        .preparedQuery(CLAIM)
        .execute(Tuple.of(waiting.businessId(), waiting.id()))
        .map(rows -> rows.stream().findFirst().orElse(null));
  }

  private Future<Void> settle(SqlConnection connection, Business business, UUID id, Row row) {
    var body = seal.open(Seal.Purpose.CALLBACK_BODY, row.getBuffer("body").getBytes());
    var receivedAt = row.getOffsetDateTime("received_at").toInstant();
    var waiting = new Waiting(business.id(), id);
    return switch (row.getString("kind")) {
      case Intake.STK ->
          attempt(connection, business, waiting, body, receivedAt, row.getString("conversation"));
      case String kind ->
          answer(
              connection,
              business,
              waiting,
              ResultParser.parse(body, kind.equals(Intake.TIMEOUT)),
              receivedAt);
    };
  }

  private Future<Void> answer(
      SqlConnection connection,
      Business business,
      Waiting waiting,
      ResultMessage message,
      Instant receivedAt) {
    var effects = new Effects(connection, business.id(), waiting.id(), clock.instant());
    return new Known(connection, business)
        .about(message, receivedAt)
        .compose(
            facts -> {
              var settlement = Settlement.of(message, facts, false);
              return effects
                  .write(settlement, facts)
                  .compose(written -> effects.hold(settlement))
                  .compose(
                      held -> finish(connection, waiting, outcome(held), settlement.receipt()));
            });
  }

  /** A push that brought no money; one that brought some was booked as it came. */
  private Future<Void> attempt(
      SqlConnection connection,
      Business business,
      Waiting waiting,
      byte[] body,
      Instant receivedAt,
      @Nullable String conversation) {
    if (conversation == null
        || !(StkParser.parse(body, receivedAt, null) instanceof Callback.Declined(var code))) {
      return finish(connection, waiting, Entry.DECLINED, null);
    }
    return new DarajaRequests(connection)
        .failPush(
            business.id(),
            waiting.id(),
            conversation,
            business.onlyPaybill().orElse(null),
            receivedAt,
            code)
        .compose(
            push ->
                push.state() == DarajaRequest.State.DONE
                    ? changed(connection, waiting, push)
                    : finish(connection, waiting, Entry.DECLINED, null));
  }

  private static Future<Void> changed(
      SqlConnection connection, Waiting waiting, DarajaRequest push) {
    return new Holds(connection)
        .hold(
            waiting.businessId(),
            waiting.id(),
            push.receipt(),
            Remedies.with(Doubt.OUTCOME_CHANGED),
            new Entry.Held(Doubt.OUTCOME_CHANGED, push.shortCode(), push.amountCents(), null))
        .compose(
            held ->
                finish(
                    connection,
                    waiting,
                    held ? Entry.QUARANTINED : Entry.DECLINED,
                    push.receipt()));
  }

  private static Future<Void> finish(
      SqlConnection connection, Waiting waiting, String outcome, @Nullable String receipt) {
    return connection
        .preparedQuery(FINISH)
        .execute(Tuple.of(waiting.businessId(), waiting.id(), outcome, receipt))
        .mapEmpty();
  }

  private static String outcome(boolean held) {
    return held ? Entry.QUARANTINED : Entry.SETTLED;
  }
}
