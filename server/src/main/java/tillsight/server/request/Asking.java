package tillsight.server.request;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.bus.Topics;
import tillsight.server.bus.Topics.ResultsArrived;
import tillsight.server.daraja.Conversation;
import tillsight.server.daraja.DarajaRefusal;
import tillsight.server.daraja.DarajaRefusal.Why;
import tillsight.server.http.Problem;
import tillsight.server.http.Refused;
import tillsight.server.request.DarajaRequest.End;
import tillsight.server.request.DarajaRequest.State;

/** Asks Daraja what has been written down already, and writes down how it answered at once. */
final class Asking {

  private static final Logger log = LoggerFactory.getLogger(Asking.class);

  /** After these nobody can tell whether it was done. */
  private static final Set<Why> UNCERTAIN =
      EnumSet.of(Why.NO_ANSWER, Why.UNAVAILABLE, Why.DARAJA_FAULT, Why.UNREADABLE);

  private static final String UNIQUE_VIOLATION = "23505";

  private final Vertx vertx;
  private final Pool postgres;
  private final InstantSource clock;

  Asking(Vertx vertx, Pool postgres, InstantSource clock) {
    this.vertx = vertx;
    this.postgres = postgres;
    this.clock = clock;
  }

  /** For what may be asked again: whatever goes wrong ends the request. */
  Future<Void> ask(DarajaRequest request, Supplier<Future<Conversation>> call) {
    return call.get()
        .compose(conversation -> named(request, conversation), failure -> failed(request, failure));
  }

  /**
   * For what must not be done twice: while nobody can tell whether it was taken, the request stays
   * open, and with it closed to others.
   */
  Future<Void> askOnce(DarajaRequest request, Supplier<Future<Conversation>> call) {
    return call.get()
        .compose(
            conversation -> named(request, conversation),
            failure -> isUncertain(failure) ? uncertain() : failed(request, failure));
  }

  static boolean isUncertain(Throwable failure) {
    return !(failure instanceof DarajaRefusal refusal) || UNCERTAIN.contains(refusal.why());
  }

  private static Future<Void> uncertain() {
    return Future.failedFuture(
        Refused.retryAfter(
            Problem.UNAVAILABLE,
            DarajaRequests.ANSWER,
            "Daraja did not say whether it took the request, so it may be carried out. It is not"
                + " sent again; the answer, if one comes, is shown with the payment."));
  }

  private Future<Void> named(DarajaRequest request, Conversation conversation) {
    var name = conversation.originatorConversationId();
    return name.isBlank() ? Future.succeededFuture() : named(request, name);
  }

  /**
   * Daraja has taken it, which is what counts: that its name could not be written down is no
   * failure of the call. Its answer is then known by what it is about.
   */
  Future<Void> named(DarajaRequest request, String name) {
    return name(request, name)
        // The result of a push was just being written down under the same name; now it can be seen.
        .recover(taken -> isTaken(taken) ? name(request, name) : Future.failedFuture(taken))
        .recover(
            failure -> {
              log.warn("Request {} could not be named: {}", request.id(), failure.toString());
              return Future.succeededFuture();
            });
  }

  private Future<Void> name(DarajaRequest request, String name) {
    return postgres
        .withTransaction(
            connection ->
                new RequestNames(connection).give(request.businessId(), request.id(), name))
        .onSuccess(
            early -> {
              if (early) {
                Topics.RESULTS_ARRIVED.publish(vertx, new ResultsArrived(1));
              }
            })
        .mapEmpty();
  }

  /** Whether something of the kind is there already. */
  static boolean isTaken(Throwable failure) {
    return failure instanceof PgException e && UNIQUE_VIOLATION.equals(e.getSqlState());
  }

  Future<Void> failed(DarajaRequest request, Throwable failure) {
    if (!(failure instanceof DarajaRefusal refusal)) {
      return Future.failedFuture(failure);
    }
    var end =
        new End(
            State.FAILED,
            refusal.code(),
            DarajaAccess.sentence(String.valueOf(refusal.getMessage())));
    return new DarajaRequests(postgres)
        .end(request.businessId(), request.id(), end, clock.instant(), null)
        .compose(ended -> Future.failedFuture(refusal));
  }
}
