package tillsight.server.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tillsight.server.access.Seal;
import tillsight.server.business.Directory;
import tillsight.server.business.Till;
import tillsight.server.daraja.StkPush;
import tillsight.server.request.DarajaRequest.End;
import tillsight.server.request.DarajaRequest.State;

/** Asks after pushes whose result has not come: a few times, and a few pushes at once. */
public final class StkQueries {

  private static final int BATCH_MAX = 20;
  private static final int QUERIES_MAX = 5;

  // Whoever moves the time on does the asking, so that the nodes ask once.
  private static final String CLAIM =
      """
      UPDATE daraja_request SET queries = queries + 1,
        query_at = CASE WHEN queries + 1 < $3 THEN $1::timestamptz + interval '5 minutes' END
      WHERE (business_id, id) IN (
        SELECT business_id, id FROM daraja_request
        WHERE state = 'sent' AND query_at <= $1
        ORDER BY query_at
        LIMIT $2
        FOR UPDATE SKIP LOCKED)
      RETURNING business_id, id, short_code, checkout
      """;

  private final SqlClient postgres;
  private final Supplier<Directory> directory;
  private final DarajaAccess access;
  private final StkPush push;
  private final Seal seal;
  private final InstantSource clock;

  /** A push to ask after. */
  record Due(int businessId, UUID id, Till till, String checkoutRequestId) {

    /** Leaves the CheckoutRequestID out: the payer's number is in it. */
    @Override
    public String toString() {
      return "push " + id;
    }
  }

  public StkQueries(
      SqlClient postgres,
      Supplier<Directory> directory,
      DarajaAccess access,
      StkPush push,
      Seal seal,
      InstantSource clock) {
    this.postgres = postgres;
    this.directory = directory;
    this.access = access;
    this.push = push;
    this.seal = seal;
    this.clock = clock;
  }

  /** Those whose turn it is; they are this caller's for a few minutes. */
  Future<List<Due>> claim(Instant now) {
    return postgres
        .preparedQuery(CLAIM)
        .execute(Tuple.of(now.atOffset(UTC), BATCH_MAX, QUERIES_MAX))
        .map(rows -> rows.stream().flatMap(row -> due(row).stream()).toList());
  }

  /** Asks after one, and writes down what became of it if that is known. */
  Future<Void> ask(Due due) {
    return access
        .of(due.businessId())
        .compose(
            granted ->
                push.query(
                    granted.account(), granted.shortCode(due.till()), due.checkoutRequestId()))
        .compose(state -> end(due, state));
  }

  private Optional<Due> due(Row row) {
    var businessId = row.getInteger("business_id");
    var checkout = row.getBuffer("checkout");
    return checkout == null
        ? Optional.empty()
        : directory
            .get()
            .byId(businessId)
            .flatMap(business -> business.till(String.valueOf(row.getString("short_code"))))
            .map(till -> new Due(businessId, row.getUUID("id"), till, open(checkout)))
            .filter(due -> !due.checkoutRequestId().isEmpty());
  }

  /** Empty for one that was sealed with a key that is no more: its result may still come. */
  private String open(Buffer sealed) {
    try {
      return new String(seal.open(Seal.Purpose.CHECKOUT, sealed.getBytes()), UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private Future<Void> end(Due due, StkPush.State state) {
    return switch (state.progress()) {
      case PENDING -> Future.succeededFuture();
      case PAID ->
          end(
              due,
              new End(
                  State.DONE,
                  state.code(),
                  "Paid, Safaricom says; the payment itself has not been told yet."));
      case FAILED ->
          end(due, new End(State.FAILED, state.code(), DarajaRequests.pushFailed(state.code())));
    };
  }

  private Future<Void> end(Due due, End end) {
    return new DarajaRequests(postgres).end(due.businessId(), due.id(), end, clock.instant(), null);
  }
}
