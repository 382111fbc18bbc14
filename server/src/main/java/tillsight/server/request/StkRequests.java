package tillsight.server.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tillsight.server.access.AuditLog;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.Till;
import tillsight.server.callback.StkParser;
import tillsight.server.daraja.StkPush;
import tillsight.server.http.Refused;
import tillsight.server.request.DarajaAccess.Access;
import tillsight.server.request.DarajaRequest.Kind;
import tillsight.server.request.DarajaRequest.State;

/** Asks customers' phones to pay. The number goes to Daraja and is kept nowhere. */
public final class StkRequests {

  private static final Logger log = LoggerFactory.getLogger(StkRequests.class);

  /** How long a customer takes at most; after that the result should have come. */
  static final Duration RESULT = Duration.ofMinutes(2);

  private static final int REFERENCE_CHARS_MAX = 12;

  private static final String HANDLE =
      """
      UPDATE daraja_request SET checkout = $3, query_at = $4
      WHERE business_id = $1 AND id = $2 AND state = 'sent'
      """;

  private final Pool postgres;
  private final DarajaAccess access;
  private final StkPush push;
  private final Asking asking;
  private final Seal seal;
  private final InstantSource clock;

  /**
   * Who is to pay what.
   *
   * @param phone 254 and nine digits
   * @param account what a Paybill is to book it for; null for its short code
   */
  public record Wish(
      String till, String phone, long shillings, @Nullable String account, String actor) {

    /** Leaves the number out. */
    @Override
    public String toString() {
      return "Wish for KES %d to %s".formatted(shillings, till);
    }
  }

  public StkRequests(
      Vertx vertx,
      Pool postgres,
      DarajaAccess access,
      StkPush push,
      Seal seal,
      InstantSource clock) {
    this.postgres = postgres;
    this.access = access;
    this.push = push;
    this.asking = new Asking(vertx, postgres, clock);
    this.seal = seal;
    this.clock = clock;
  }

  /** Sends the prompt. Gives what Daraja said; the result comes by callback. */
  public Future<StkPush.Accepted> start(Business business, Wish wish) {
    var till = business.till(wish.till());
    return till.isEmpty()
        ? Future.failedFuture(
            Refused.notFound(
                "No till has the number %s; GET /api/v1/tills lists them.".formatted(wish.till())))
        : access.of(business.id()).compose(granted -> start(business, till.get(), granted, wish));
  }

  private Future<StkPush.Accepted> start(Business business, Till till, Access granted, Wish wish) {
    var request =
        new DarajaRequest(
            business.id(),
            UUID.randomUUID(),
            Kind.STK,
            till.code(),
            null,
            Math.multiplyExact(wish.shillings(), 100),
            null,
            clock.instant(),
            wish.actor(),
            null,
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
                                    wish.actor(),
                                    "push.start",
                                    till.code(),
                                    null)))
        .compose(begun -> send(till, granted, wish))
        .compose(
            accepted -> accepted(business, request, accepted).map(accepted),
            failure -> asking.failed(request, failure).mapEmpty());
  }

  private Future<StkPush.Accepted> send(Till till, Access granted, Wish wish) {
    var paybill = till.kind() != Till.Kind.BUY_GOODS;
    var account = wish.account() == null ? till.code() : wish.account();
    return push.request(
        granted.account(),
        granted.shortCode(till),
        paybill ? null : till.code(),
        paybill ? StkPush.Type.PAYBILL : StkPush.Type.BUY_GOODS,
        wish.phone(),
        wish.shillings(),
        account.substring(0, Math.min(account.length(), REFERENCE_CHARS_MAX)),
        "Payment",
        granted.urls());
  }

  private Future<Void> accepted(
      Business business, DarajaRequest request, StkPush.Accepted accepted) {
    var checkout = accepted.checkoutRequestId();
    return checkout.isBlank()
        ? Future.succeededFuture()
        : asking
            .named(request, StkParser.conversation(business.payerKey(), checkout))
            .compose(
                named ->
                    postgres
                        .preparedQuery(HANDLE)
                        .execute(
                            Tuple.of(
                                request.businessId(),
                                request.id(),
                                Buffer.buffer(
                                    seal.seal(Seal.Purpose.CHECKOUT, checkout.getBytes(UTF_8))),
                                clock.instant().plus(RESULT).atOffset(UTC))))
            .recover(
                failure -> {
                  // It is sent all the same; it only cannot be asked after.
                  log.warn("Push {} has no handle: {}", request.id(), failure.toString());
                  return Future.succeededFuture();
                })
            .mapEmpty();
  }
}
