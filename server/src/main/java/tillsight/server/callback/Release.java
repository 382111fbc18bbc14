package tillsight.server.callback;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
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
import tillsight.server.access.AuditLog;
import tillsight.server.access.Seal;
import tillsight.server.bus.Topics;
import tillsight.server.bus.Topics.PaymentsBooked;
import tillsight.server.business.Business;
import tillsight.server.business.Directory;
import tillsight.server.callback.Callback.Confirmation;
import tillsight.server.http.Refused;
import tillsight.server.payment.Flag;
import tillsight.server.payment.Receipt;

/**
 * Books a callback out of the quarantine, because a person says so. It is read anew from its raw
 * form: the till it names may be known by now.
 */
public final class Release implements Acceptance {

  private static final String RAW =
      """
      SELECT c.kind, c.received_at, c.source, c.body, q.reason, q.till
      FROM quarantine q JOIN callback c ON c.business_id = q.business_id AND c.id = q.id
      WHERE q.business_id = $1 AND q.id = $2 AND q.state = 'open'
      FOR UPDATE OF q
      """;
  private final Vertx vertx;
  private final Pool postgres;
  private final Supplier<Directory> directory;
  private final Seal seal;
  private final InstantSource clock;

  public Release(
      Vertx vertx, Pool postgres, Supplier<Directory> directory, Seal seal, InstantSource clock) {
    this.vertx = vertx;
    this.postgres = postgres;
    this.directory = directory;
    this.seal = seal;
    this.clock = clock;
  }

  @Override
  public Future<Void> accept(int businessId, UUID id, String actor, String reason) {
    return book(businessId, id, Decision.accepted(actor, reason));
  }

  /** Books it as somebody decided; refused, with the remedy, if it cannot be booked as it is. */
  public Future<Void> book(int businessId, UUID id, Decision decision) {
    return directory
        .get()
        .byId(businessId)
        .map(
            business ->
                postgres
                    .withTransaction(connection -> book(connection, business, id, decision))
                    .onSuccess(booked -> announce(businessId, id)))
        .orElseGet(() -> Future.failedFuture(Refused.notFound("There is no such business.")));
  }

  private Future<Void> book(
      SqlConnection connection, Business business, UUID id, Decision decision) {
    var now = clock.instant();
    return connection
        .preparedQuery(RAW)
        .execute(Tuple.of(business.id(), id))
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.failedFuture(
                        Refused.conflict("Somebody decided just now; reload the list."))
                    : entry(business, id, rows.iterator().next(), now))
        .compose(
            entry ->
                connection
                    .prepare(Batch.STORE)
                    .compose(new Batch(List.of(entry))::store)
                    .compose(notNew -> notNew.size() == 0 ? booked() : refuse(bookedAlready())))
        .compose(booked -> new Holds(connection).accept(business.id(), id, decision, now))
        .compose(
            accepted ->
                new AuditLog(connection)
                    .add(
                        business.id(),
                        now,
                        decision.actor(),
                        decision.action(),
                        id.toString(),
                        decision.reason()));
  }

  private Future<Entry> entry(Business business, UUID id, Row row, Instant now) {
    var sealed = row.getBuffer("body").getBytes();
    var body = seal.open(Seal.Purpose.CALLBACK_BODY, sealed);
    var receivedAt = row.getOffsetDateTime("received_at").toInstant();
    var kind = row.getString("kind");
    var never = never(row.getString("reason"));
    if (never != null) {
      return refuse(never);
    }
    return switch (Rereading.of(kind, body, receivedAt, now, row.getString("till"))) {
      case Callback.Paid(var said) ->
          entry(business, id, kind, receivedAt, row.getString("source"), sealed, said);
      case Callback.Doubtful(var _, var draft) -> {
        var amount = draft.amountCents();
        var paidAt = draft.paidAt();
        var shortCode = draft.shortCode();
        var receipt = draft.receipt();
        if (receipt == null || !Receipt.isValid(receipt)) {
          yield refuse("The receipt is none of M-PESA's, so it cannot be booked; dismiss it.");
        }
        if (shortCode == null && row.getString("reason").equals(Doubt.TILL_AMBIGUOUS.word())) {
          yield refuse("Say which till was paid: send its number as till with the decision.");
        }
        if (amount == null || paidAt == null || shortCode == null) {
          yield refuse(
              "Amount, time or till cannot be read, so it cannot be booked; dismiss it when the"
                  + " payment has arrived another way.");
        }
        yield entry(
            business,
            id,
            kind,
            receivedAt,
            row.getString("source"),
            sealed,
            new Confirmation(
                receipt,
                amount,
                paidAt,
                shortCode,
                draft.transactionType(),
                draft.account(),
                draft.firstName(),
                draft.payer(),
                draft.balanceCents(),
                draft.flags()));
      }
      case Callback.Declined _, Callback.Unreadable _ ->
          refuse(
              kind.equals(StatementPayment.STATEMENT)
                  ? "It is no payment but money that went back; find out what is right, and dismiss"
                      + " it."
                  : "Nothing in it can be read; dismiss it.");
    };
  }

  /** What to do instead, for what can never be booked as a payment; null for the rest. */
  private static @Nullable String never(String reason) {
    if (reason.equals(Doubt.FIELD_TWICE.word())) {
      return "The callback contradicts itself; find out what is right, and dismiss it.";
    }
    if (reason.equals(Doubt.ORIGINAL_UNKNOWN.word())) {
      return "It takes back a payment that the ledger does not have. It is settled by itself when"
          + " that payment arrives, so load the statement of that day; dismiss it if it never will.";
    }
    return reason.equals(Doubt.REVERSAL_TOO_LARGE.word())
        ? "It would take back more than was paid; find out what is right, and dismiss it."
        : null;
  }

  private static Future<Entry> entry(
      Business business,
      UUID id,
      String kind,
      Instant receivedAt,
      String source,
      byte[] sealed,
      Confirmation said) {
    return business
        .till(said.shortCode())
        .map(
            till ->
                Future.succeededFuture(
                    new Entry(
                        business.id(),
                        id,
                        kind,
                        receivedAt,
                        source,
                        Entry.BOOKED,
                        said.receipt(),
                        sealed,
                        Intake.payment(business, till, said).with(Flag.FROM_QUARANTINE),
                        null,
                        null)))
        .orElseGet(
            () ->
                refuse(
                    "No till has this number; add it with tillsight apply, and accept it then."));
  }

  private void announce(int businessId, UUID id) {
    Topics.PAYMENTS_BOOKED.publish(
        vertx, new PaymentsBooked(businessId, id.toString(), id.toString(), 1));
  }

  private static Future<Void> booked() {
    return Future.succeededFuture();
  }

  private static String bookedAlready() {
    return "The receipt is booked already. The ledger keeps what came first; dismiss this one.";
  }

  private static <T> Future<T> refuse(String detail) {
    return Future.failedFuture(Refused.conflict(detail));
  }
}
