package tillsight.server.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.Ledger;
import tillsight.server.TestDesk;
import tillsight.server.TestPostgres;
import tillsight.server.TestServer;
import tillsight.server.access.Seal;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.business.Directory;
import tillsight.server.callback.Bodies;
import tillsight.server.request.DarajaRequest;
import tillsight.server.request.DarajaRequest.Kind;
import tillsight.server.request.DarajaRequest.State;
import tillsight.server.request.DarajaRequests;
import tillsight.server.request.RequestNames;

/** What is stored and not yet settled survives whoever should have settled it. */
class SettlementsTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final Seal seal = new Seal(new byte[32]);
  private static Directory directory;
  private static Settlements settlements;
  private static HeldResults held;

  @BeforeAll
  static void open() {
    new Businesses(postgres.pool(), seal).apply(BusinessFile.read(TestServer.BUSINESS), false);
    directory = Directory.load(postgres.pool(), seal).await();
    settlements = new Settlements(postgres.pool(), () -> directory, seal, InstantSource.fixed(NOW));
    held = new HeldResults(postgres.pool(), () -> directory, seal, InstantSource.fixed(NOW));
  }

  @AfterEach
  void addUp() {
    assertThat(Ledger.contradictions(postgres.pool())).isEmpty();
  }

  @Test
  void settlesOnceHoweverManyRace() {
    var receipt = paid();
    var id = waiting(Answers.reversal("r-1", Answers.receipt(), receipt, "100"));
    var one = new Settlements.Waiting(business(), id);

    var settled =
        Future.all(IntStream.range(0, 8).mapToObj(i -> settlements.settle(one)).toList())
            .await()
            .<Boolean>list();

    assertThat(settled).containsOnlyOnce(true);
    assertThat(reversed(receipt)).isEqualTo(100_00);
  }

  @Test
  void givesBackNoMoreThanWasPaidHoweverManyRace() {
    var receipt = paid();
    var ids =
        IntStream.range(0, 6)
            .mapToObj(i -> waiting(Answers.reversal("s-" + i, Answers.receipt(), receipt, "100")))
            .toList();

    Future.all(
            ids.stream()
                .map(id -> settlements.settle(new Settlements.Waiting(business(), id)))
                .toList())
        .await();

    assertThat(reversed(receipt)).isEqualTo(200_00);
    assertThat(count("SELECT count(*) FROM quarantine WHERE receipt = $1", receipt)).isEqualTo(4);
  }

  @Test
  void settlesWhatACrashLeftBehind() {
    var receipt = paid();
    IntStream.range(0, 250)
        .forEach(i -> waiting(Answers.reversal("t-" + i, Answers.receipt(), receipt, "1")));

    var nodes =
        List.of(
            new SettlementVerticle(settlements, held), new SettlementVerticle(settlements, held));
    var options = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
    var deployed =
        nodes.stream().map(node -> postgres.vertx().deployVerticle(node, options).await()).toList();

    TestDesk.await(() -> count("SELECT count(*) FROM callback WHERE outcome = 'waiting'") == 0);
    deployed.forEach(id -> postgres.vertx().undeploy(id).await());
    assertThat(reversed(receipt)).isEqualTo(250_00);
  }

  @Test
  void waitsForARequestThatIsJustBeingNamed() {
    var receipt = paid();
    var business = business();
    var request = UUID.randomUUID();
    new DarajaRequests(postgres.pool())
        .begin(
            new DarajaRequest(
                business,
                request,
                Kind.STATUS,
                null,
                receipt,
                null,
                null,
                NOW,
                "",
                null,
                State.SENT))
        .await();
    var one = new Settlements.Waiting(business, waiting(Answers.of("u-1", "\"2001\"", "")));
    var naming = postgres.pool().getConnection().await();
    var transaction = naming.begin().await();
    new RequestNames(naming).give(business, request, "u-1").await();

    var settling = settlements.settle(one);
    TestDesk.await(() -> count("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
    transaction.commit().await();
    naming.close().await();

    assertThat(settling.await()).isTrue();
    assertThat(
            Ledger.rows(postgres.pool(), "SELECT state FROM daraja_request WHERE id = $1", request)
                .getFirst()
                .getString(0))
        .isEqualTo("failed");
  }

  @Test
  void holdsWhatCannotBeOpened() {
    var id = UUID.randomUUID();
    store(id, new byte[] {1, 2, 3});
    var one = new Settlements.Waiting(business(), id);

    assertThat(
            settlements.settle(one).map(true).recover(e -> Future.succeededFuture(false)).await())
        .isFalse();
    assertThat(settlements.hold(one).await()).isTrue();

    assertThat(
            Ledger.rows(postgres.pool(), "SELECT reason FROM quarantine WHERE id = $1", id)
                .getFirst()
                .getString(0))
        .isEqualTo("result-unsettled");
    assertThat(settlements.waiting().await()).isEmpty();
  }

  private static UUID waiting(String body) {
    var id = UUID.randomUUID();
    store(id, seal.seal(Seal.Purpose.CALLBACK_BODY, body.getBytes(UTF_8)));
    return id;
  }

  private static void store(UUID id, byte[] sealed) {
    Ledger.rows(
        postgres.pool(),
        """
        INSERT INTO callback (business_id, id, kind, received_at, source, outcome, body)
        VALUES ($1, $2, 'result', $3, '127.0.0.1', 'waiting', $4)
        """,
        business(),
        id,
        NOW.atOffset(UTC),
        Buffer.buffer(sealed));
  }

  /** KES 250, as if a callback had booked it. */
  private static String paid() {
    var till = directory.byId(business()).orElseThrow().till("600984").orElseThrow();
    var receipt = Bodies.receipt();
    var id = UUID.randomUUID();
    Ledger.rows(
        postgres.pool(),
        """
        WITH c AS (
          INSERT INTO callback
            (business_id, id, kind, received_at, source, outcome, receipt, body)
          VALUES ($1, $2, 'confirmation', $3, '', 'booked', $4, '\\x00')
        ), t AS (
          INSERT INTO takings AS k (business_id, till_id, hour, payments, gross_cents)
          VALUES ($1, $5, date_trunc('hour', $6::timestamptz, 'UTC'), 1, $7)
          ON CONFLICT (business_id, till_id, hour) DO UPDATE
            SET payments = k.payments + 1, gross_cents = k.gross_cents + excluded.gross_cents
        )
        INSERT INTO payment (business_id, till_id, amount_cents, paid_at, received_at, callback_id,
          receipt, source, payer_kind, revenue, transaction_type, account, first_name)
        VALUES ($1, $5, $7, $6, $3, $2, $4, 'confirmation', 'none', 'yes', 'Pay Bill', '', '')
        """,
        business(),
        id,
        NOW.atOffset(UTC),
        receipt,
        till.id(),
        NOW.minusSeconds(7_200).atOffset(UTC),
        250_00L);
    return receipt;
  }

  private static long reversed(String receipt) {
    return count(
        "SELECT coalesce(sum(amount_cents), 0)::bigint FROM reversal WHERE original_receipt = $1",
        receipt);
  }

  private static long count(String sql, Object... values) {
    return Ledger.count(postgres.pool(), sql, values);
  }

  private static int business() {
    return directory.businesses().iterator().next().id();
  }
}
