package tillsight.server.request;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.AuditLog;
import tillsight.server.business.Business;
import tillsight.server.daraja.TransactionStatus;
import tillsight.server.http.Refused;
import tillsight.server.payer.PhoneNumbers;
import tillsight.server.payment.Receipt;
import tillsight.server.request.DarajaAccess.Access;
import tillsight.server.request.DarajaRequest.Kind;
import tillsight.server.request.DarajaRequest.State;

/** Asks Safaricom what it knows of a receipt, to clear up something in the quarantine. */
public final class StatusQueries {

  private static final String REMARKS = "Checking a callback";

  private final Pool postgres;
  private final DarajaAccess access;
  private final TransactionStatus status;
  private final Asking asking;
  private final InstantSource clock;

  /**
   * What is to be cleared up.
   *
   * @param subject the quarantined callback
   * @param till short code that it names, if any
   */
  public record Question(
      UUID subject, @Nullable String receipt, @Nullable String till, String reason, String actor) {}

  public StatusQueries(
      Vertx vertx,
      Pool postgres,
      DarajaAccess access,
      TransactionStatus status,
      InstantSource clock) {
    this.postgres = postgres;
    this.access = access;
    this.status = status;
    this.asking = new Asking(vertx, postgres, clock);
    this.clock = clock;
  }

  /** Asks. Completes once Daraja has taken the question; the answer becomes evidence. */
  public Future<Void> ask(Business business, Question question) {
    var receipt = question.receipt();
    if (receipt == null || !Receipt.isValid(receipt)) {
      return Future.failedFuture(
          Refused.conflict(
              "It has no receipt that Safaricom could be asked about; look it up in the M-PESA"
                  + " portal."));
    }
    return access
        .asOperator(business.id())
        .compose(
            granted ->
                new DarajaRequests(postgres)
                    .underWay(business.id(), Kind.STATUS, receipt)
                    .compose(
                        other ->
                            other.isPresent()
                                ? Future.failedFuture(
                                    Refused.conflict(
                                        "Safaricom has been asked about this receipt already; the"
                                            + " answer will be shown here."))
                                : ask(business, granted, question, receipt)));
  }

  private Future<Void> ask(Business business, Access granted, Question question, String receipt) {
    var shortCode =
        business
            .till(String.valueOf(question.till()))
            .map(granted::shortCode)
            .orElse(granted.account().shortcode());
    var request =
        new DarajaRequest(
            business.id(),
            UUID.randomUUID(),
            Kind.STATUS,
            shortCode,
            receipt,
            null,
            question.subject(),
            clock.instant(),
            question.actor(),
            PhoneNumbers.hide(question.reason()),
            State.SENT);
    return postgres
        .withTransaction(
            connection ->
                new DarajaRequests(connection)
                    .begin(request)
                    .compose(
                        begun ->
                            new AuditLog(connection)
                                .add(
                                    business.id(),
                                    request.requestedAt(),
                                    question.actor(),
                                    "quarantine.query",
                                    question.subject().toString(),
                                    PhoneNumbers.hide(question.reason()))))
        .compose(
            begun ->
                asking.ask(
                    request,
                    () ->
                        status.ask(
                            granted.account(), shortCode, receipt, granted.urls(), REMARKS)));
  }
}
