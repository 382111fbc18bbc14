package tillsight.server.request;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import tillsight.server.business.Business;
import tillsight.server.business.Directory;
import tillsight.server.daraja.AccountBalance;
import tillsight.server.daraja.DarajaAccount;
import tillsight.server.daraja.DarajaAccounts;
import tillsight.server.request.DarajaAccess.Access;
import tillsight.server.request.DarajaRequest.Kind;
import tillsight.server.request.DarajaRequest.State;

/**
 * Asks for the balances of each business once a night, so that the chain of balances can be closed
 * for the day that is over.
 */
public final class BalanceChecks {

  static final LocalTime NIGHTLY = LocalTime.of(0, 10);

  /** Until then a night's question is asked again if Daraja was away. */
  private static final LocalTime MORNING = LocalTime.of(6, 0);

  private static final Duration AGAIN = Duration.ofMinutes(30);

  private static final String SEED =
      "INSERT INTO balance_due VALUES ($1, $2) ON CONFLICT (business_id) DO NOTHING";
  // Whoever moves the time on does the asking, so that the nodes ask once.
  private static final String CLAIM =
      """
      UPDATE balance_due SET due_at = $2 WHERE business_id = $1 AND due_at <= $3
      """;
  private static final String POSTPONE =
      "UPDATE balance_due SET due_at = $2 WHERE business_id = $1";

  private final Pool postgres;
  private final Supplier<Directory> directory;
  private final DarajaAccounts accounts;
  private final DarajaAccess access;
  private final AccountBalance balance;
  private final Asking asking;
  private final InstantSource clock;

  public BalanceChecks(
      Vertx vertx,
      Pool postgres,
      Supplier<Directory> directory,
      DarajaAccounts accounts,
      DarajaAccess access,
      AccountBalance balance,
      InstantSource clock) {
    this.postgres = postgres;
    this.directory = directory;
    this.accounts = accounts;
    this.access = access;
    this.balance = balance;
    this.asking = new Asking(vertx, postgres, clock);
    this.clock = clock;
  }

  /** The businesses whose turn it is, which are this caller's to ask for. */
  Future<List<Business>> claim(Instant now) {
    return accounts
        .all()
        .compose(
            all ->
                Future.all(
                        all.stream()
                            .filter(account -> DarajaAccess.lacks(account).isEmpty())
                            .map(DarajaAccount::businessId)
                            .flatMap(id -> directory.get().byId(id).stream())
                            .map(business -> claim(business, now))
                            .toList())
                    .map(claimed -> claimed.<List<Business>>list()))
        .map(claimed -> claimed.stream().flatMap(List::stream).toList());
  }

  private Future<List<Business>> claim(Business business, Instant now) {
    var next = nightAfter(business, now);
    return postgres
        .preparedQuery(SEED)
        .execute(Tuple.of(business.id(), next.atOffset(UTC)))
        .compose(
            seeded ->
                postgres
                    .preparedQuery(CLAIM)
                    .execute(Tuple.of(business.id(), next.atOffset(UTC), now.atOffset(UTC))))
        .map(claimed -> claimed.rowCount() > 0 ? List.of(business) : List.of());
  }

  /** Asks for the balances of the short code that the app went live with. */
  Future<Void> ask(Business business) {
    return access
        .asOperator(business.id())
        .compose(granted -> ask(business, granted))
        .recover(failure -> postpone(business).compose(done -> Future.failedFuture(failure)));
  }

  private Future<Void> ask(Business business, Access granted) {
    var shortCode = granted.account().shortcode();
    var request =
        new DarajaRequest(
            business.id(),
            UUID.randomUUID(),
            Kind.BALANCE,
            shortCode,
            null,
            null,
            null,
            clock.instant(),
            "schedule",
            null,
            State.SENT);
    return new DarajaRequests(postgres)
        .begin(request)
        .compose(
            begun ->
                asking.ask(
                    request, () -> balance.ask(granted.account(), shortCode, granted.urls())));
  }

  /** Once more this night, if it lasts. */
  private Future<?> postpone(Business business) {
    var again = clock.instant().plus(AGAIN);
    return again.atZone(business.zone()).toLocalTime().isBefore(MORNING)
        ? postgres.preparedQuery(POSTPONE).execute(Tuple.of(business.id(), again.atOffset(UTC)))
        : Future.succeededFuture();
  }

  private static Instant nightAfter(Business business, Instant now) {
    ZonedDateTime local = now.atZone(business.zone());
    var tonight = local.with(NIGHTLY);
    return (tonight.isAfter(local) ? tonight : tonight.plusDays(1)).toInstant();
  }
}
