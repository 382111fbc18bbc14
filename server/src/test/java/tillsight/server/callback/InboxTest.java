package tillsight.server.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.Ledger;
import tillsight.server.TestPostgres;
import tillsight.server.TestServer;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.business.Directory;
import tillsight.server.payment.Payment;

/** Group commit against a real PostgreSQL: races, poison, locks, lost and frozen connections. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class InboxTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final Seal seal = new Seal(new byte[32]);
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String BACKENDS =
      "SELECT pid FROM pg_stat_activity WHERE application_name = 'tillsight inbox'"
          + " AND datname = current_database()";

  private static Business business;
  private final Intake intake = new Intake(seal);
  private TestInbox inbox;

  @BeforeAll
  static void apply() {
    new Businesses(postgres.pool(), seal).apply(BusinessFile.read(TestServer.BUSINESS), false);
    business = Directory.load(postgres.pool(), seal).await().businesses().iterator().next();
  }

  @BeforeEach
  void open() {
    inbox = new TestInbox(postgres.vertx(), postgres.options());
  }

  @AfterEach
  void close() {
    inbox.close();
    assertThat(Ledger.contradictions(postgres.pool())).isEmpty();
  }

  @Test
  void answersOnceTheCommitIsVisibleToOthers() throws SQLException {
    var receipt = Bodies.receipt();
    Future<Outcome> answer;
    try (var lock = lock("payment")) {
      answer = inbox.store(entry(receipt));
      awaitCount(BACKENDS + " AND wait_event_type = 'Lock'", 1);
      assertThat(answer.isComplete()).isFalse();
      assertThat(payments(receipt)).isZero();
      lock.commit();
    }
    answer.onSuccess(outcome -> assertThat(payments(receipt)).isEqualTo(1)).await();
    assertThat(payments(receipt)).isEqualTo(1);
  }

  @Test
  void booksAReceiptOnceHoweverOftenABatchHoldsIt() {
    var receipt = Bodies.receipt();
    var other = Bodies.receipt();

    var outcomes =
        await(inbox.storeTogether(entries(receipt, receipt, other, receipt, receipt, other)));

    assertThat(outcomes)
        .containsExactly(
            Outcome.BOOKED,
            Outcome.DUPLICATE,
            Outcome.BOOKED,
            Outcome.DUPLICATE,
            Outcome.DUPLICATE,
            Outcome.DUPLICATE);
    assertThat(callbacks(receipt)).isEqualTo(4);
  }

  @Test
  void holdsTheSecondOfTwoThatDisagreeWithinABatch() {
    var receipt = Bodies.receipt();
    var dearer = confirmation(Bodies.edited(receipt, "TransAmount=\"151\""));

    assertThat(await(inbox.storeTogether(List.of(entry(receipt), dearer))))
        .containsExactly(Outcome.BOOKED, Outcome.QUARANTINED);
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void survivesAStormOfOneReceipt() {
    var receipt = Bodies.receipt();
    var storm = Collections.nCopies(10_000, receipt).toArray(String[]::new);

    var outcomes = await(inbox.storeTogether(entries(storm)));

    assertThat(outcomes).containsOnlyOnce(Outcome.BOOKED).contains(Outcome.DUPLICATE);
    assertThat(outcomes).doesNotContain(Outcome.QUARANTINED, Outcome.LOGGED);
  }

  @Test
  void letsTwoNodesRaceForTheSameReceipts() {
    var receipts = IntStream.range(0, 700).mapToObj(i -> Bodies.receipt()).toList();
    try (var other = new TestInbox(postgres.vertx(), postgres.options())) {
      var answers = new ArrayList<List<Future<Outcome>>>();
      for (var node : List.of(inbox, other, inbox, other)) {
        var shuffled = new ArrayList<>(receipts);
        Collections.shuffle(shuffled, new Random(answers.size()));
        var byReceipt = new HashMap<String, Future<Outcome>>();
        var given = node.storeTogether(entries(shuffled.toArray(String[]::new)));
        for (var i = 0; i < given.size(); i++) {
          byReceipt.put(shuffled.get(i), given.get(i));
        }
        answers.add(receipts.stream().map(byReceipt::get).toList());
      }

      for (var i = 0; i < receipts.size(); i++) {
        var at = i;
        var outcomes = await(answers.stream().map(node -> node.get(at)).toList());
        assertThat(outcomes)
            .as(receipts.get(i))
            .containsOnlyOnce(Outcome.BOOKED)
            .containsOnly(Outcome.BOOKED, Outcome.DUPLICATE);
      }
    }
  }

  @Test
  void holdsAPoisonedRowAndSparesItsNeighbours() {
    var batch = new ArrayList<Entry>();
    IntStream.range(0, 100).forEach(i -> batch.add(entry(Bodies.receipt())));
    // What no parser lets through, but a table refuses: no amount, and a NUL in a text.
    batch.set(17, poisoned(batch.get(17), 0, "ACC001"));
    batch.set(63, poisoned(batch.get(63), 1_00, "ACC\u0000001"));

    var outcomes = await(inbox.storeTogether(batch));

    assertThat(outcomes.stream().filter(Outcome.BOOKED::equals)).hasSize(98);
    assertThat(List.of(outcomes.get(17), outcomes.get(63))).containsOnly(Outcome.QUARANTINED);
    assertThat(
            Ledger.rows(
                postgres.pool(),
                "SELECT reason FROM quarantine WHERE receipt = $1",
                batch.get(17).receipt()))
        .extracting(row -> row.getString("reason"))
        .containsExactly("unstorable");
  }

  @Test
  void saysAtOnceWhenTooManyWait() throws SQLException {
    var under = Inbox.CONNECTIONS * Inbox.BATCH_MAX;
    List<Future<Outcome>> answers;
    try (var lock = lock("callback")) {
      inbox.store(validation());
      inbox.store(validation());
      awaitCount(BACKENDS + " AND wait_event_type = 'Lock'", 1);
      answers =
          inbox.storeTogether(Collections.nCopies(Inbox.QUEUE_MAX + under + 10, validation()));
      awaitTrue(() -> answers.getLast().isComplete());
      assertThat(answers.getLast().cause()).isInstanceOf(Inbox.Full.class);
      lock.commit();
    }
    assertThat(await(answers.subList(0, 5_000))).containsOnly(Outcome.LOGGED);
    Future.join(answers).otherwiseEmpty().await();
    assertThat(answers.stream().filter(Future::succeeded).count())
        .isGreaterThanOrEqualTo(Inbox.QUEUE_MAX);
  }

  @Test
  void triesAgainWhenItsConnectionIsCut() throws SQLException {
    var receipts = IntStream.range(0, 600).mapToObj(i -> Bodies.receipt()).toList();
    List<Future<Outcome>> answers;
    try (var lock = lock("payment")) {
      answers = inbox.storeTogether(entries(receipts.toArray(String[]::new)));
      awaitCount(BACKENDS + " AND wait_event_type = 'Lock'", 2);
      sql("SELECT pg_terminate_backend(pid) FROM (" + BACKENDS + ") AS b");
      lock.commit();
    }

    assertThat(await(answers)).containsOnly(Outcome.BOOKED);
    assertThat(callbacks(receipts.getFirst())).isEqualTo(1);
  }

  @Test
  void opensAnotherConnectionWhenOneFreezes() throws Exception {
    var frozen =
        Ledger.rows(postgres.pool(), BACKENDS).stream().map(row -> row.getInteger(0)).toList();
    signal("STOP", frozen);
    try {
      assertThat(await(inbox.storeTogether(entries(Bodies.receipt(), Bodies.receipt()))))
          .containsOnly(Outcome.BOOKED);
    } finally {
      signal("CONT", frozen);
    }
  }

  @Test
  void givesUpInTimeWhenTheTablesStayLockedAndGoesOnAfterwards() throws SQLException {
    var receipt = Bodies.receipt();
    try (var lock = lock("payment")) {
      var start = System.nanoTime();
      var answer = inbox.store(entry(receipt));

      Future.join(List.of(answer)).otherwiseEmpty().await();

      assertThat(answer.cause()).isInstanceOf(Inbox.Full.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      lock.commit();
    }
    assertThat(inbox.store(entry(receipt)).await()).isEqualTo(Outcome.BOOKED);
  }

  @Test
  void finishesWhatWaitsBeforeItCloses() {
    var closing = new TestInbox(postgres.vertx(), postgres.options());
    var answers =
        closing.storeTogether(
            IntStream.range(0, 1_500).mapToObj(i -> entry(Bodies.receipt())).toList());

    closing.close();

    assertThat(await(answers)).containsOnly(Outcome.BOOKED);
    assertThat(closing.store(entry(Bodies.receipt())).otherwiseEmpty().await()).isNull();
  }

  @Test
  void movesAFirstPaymentBackWhenAnEarlierOneArrivesLate() {
    var payer = "MSISDN=\"254722000000\"";
    var late = Bodies.receipt();
    await(inbox.storeTogether(List.of(confirmation(Bodies.edited(Bodies.receipt(), payer)))));
    await(
        inbox.storeTogether(
            List.of(confirmation(Bodies.edited(late, payer + "; TransTime=\"20260201080000\"")))));

    assertThat(payers(late).getFirst()).contains("2026-02-01T05:00:00").contains("2547 ***** 000");
  }

  @Test
  void knowsOnePayerByNumberAndByHash() throws Exception {
    var hash =
        java.util.HexFormat.of()
            .formatHex(
                java.security.MessageDigest.getInstance("SHA-256")
                    .digest("254708374149".getBytes(UTF_8)));
    var hashed = Bodies.receipt();
    await(
        inbox.storeTogether(
            List.of(
                confirmation(Bodies.edited(hashed, "MSISDN=\"" + hash + "\"; FirstName=\"\"")))));
    assertThat(payers(hashed).getFirst()).contains("null");

    var plain = Bodies.receipt();
    await(
        inbox.storeTogether(List.of(confirmation(Bodies.edited(plain, "MSISDN=\"0708374149\"")))));

    assertThat(payers(hashed)).isEqualTo(payers(plain)).hasSize(1);
    assertThat(payers(plain).getFirst()).contains("2547 ***** 149", "WANJIRU", "exact");
  }

  private Entry entry(String receipt) {
    return confirmation(Bodies.confirmation(receipt));
  }

  private List<Entry> entries(String... receipts) {
    return Stream.of(receipts).map(this::entry).toList();
  }

  private Entry confirmation(byte[] body) {
    return intake.confirmation(business, NOW, "test", body);
  }

  private Entry validation() {
    return intake.logged(
        business, Intake.VALIDATION, NOW, "test", new byte[] {'{', '}'}, null, "accepted");
  }

  private static Entry poisoned(Entry good, long cents, String account) {
    var p = good.payment();
    var payment =
        new Payment(
            p.tillId(),
            p.receipt(),
            cents,
            p.paidAt(),
            p.payerId(),
            p.payerForm(),
            p.mask(),
            p.firstName(),
            account,
            p.transactionType(),
            p.balanceCents(),
            p.revenue(),
            p.flags());
    return new Entry(
        good.businessId(),
        good.id(),
        good.kind(),
        good.receivedAt(),
        good.source(),
        good.outcome(),
        good.receipt(),
        good.body(),
        payment,
        null,
        null);
  }

  private static List<Outcome> await(List<Future<Outcome>> answers) {
    return Future.all(answers).await().list();
  }

  private static long payments(String receipt) {
    return Ledger.count(
        postgres.pool(), "SELECT count(*) FROM payment WHERE receipt = $1", receipt);
  }

  private static long callbacks(String receipt) {
    return Ledger.count(
        postgres.pool(), "SELECT count(*) FROM callback WHERE receipt = $1", receipt);
  }

  private static List<String> payers(String receipt) {
    return Ledger.rows(
            postgres.pool(),
            """
            SELECT r.id, r.kind, r.mask, r.first_name, to_jsonb(r.first_paid_at)::text
            FROM payment p JOIN payer r ON r.business_id = p.business_id AND r.id = p.payer_id
            WHERE p.receipt = $1
            """,
            receipt)
        .stream()
        .map(row -> row.deepToString())
        .toList();
  }

  /** Keeps everybody else from writing to a table, until its transaction ends. */
  private static Connection lock(String table) throws SQLException {
    var connection = connect();
    connection.setAutoCommit(false);
    connection.createStatement().execute("LOCK TABLE " + table + " IN SHARE MODE");
    return connection;
  }

  private static Connection connect() throws SQLException {
    var address = postgres.jdbc();
    return DriverManager.getConnection(address.url(), address.user(), address.password());
  }

  private static void sql(String statement) throws SQLException {
    try (var connection = connect()) {
      connection.createStatement().execute(statement);
    }
  }

  private static void awaitCount(String sql, int atLeast) {
    awaitTrue(() -> Ledger.rows(postgres.pool(), sql).size() >= atLeast);
  }

  private static void awaitTrue(java.util.function.BooleanSupplier condition) {
    var deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static void signal(String name, List<Integer> pids) throws Exception {
    for (var pid : pids) {
      var kill = new ProcessBuilder("kill", "-" + name, pid.toString()).start();
      assertThat(kill.waitFor()).isZero();
    }
  }
}
