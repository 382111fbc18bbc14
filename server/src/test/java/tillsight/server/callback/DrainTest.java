package tillsight.server.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.Ledger;
import tillsight.server.TestPostgres;
import tillsight.server.TestServer;
import tillsight.server.access.Seal;
import tillsight.server.bus.Topics;
import tillsight.server.business.Business;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.business.DirectoryWatch;
import tillsight.server.business.Tables;
import tillsight.server.spool.Spool;
import tillsight.server.spool.SpoolLimits;

/** From the spool of a node to the tables. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DrainTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final Seal seal = new Seal(new byte[32]);
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String TILL =
      TestServer.BUSINESS + "          - {code: \"%s\", kind: buy-goods, name: New}\n";

  private final Intake intake = new Intake(seal);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final DirectoryWatch directory = new DirectoryWatch(postgres.pool(), seal);
  private Instant now = NOW;
  private Spool spool;
  private String deployment;

  @BeforeEach
  void open() throws IOException {
    apply(TestServer.BUSINESS);
    directory.refresh().await();
    spool =
        Spool.open(
            TestServer.spoolFolder(),
            new SpoolLimits(1 << 30, 0, 1 << 20),
            registry,
            InstantSource.fixed(NOW));
  }

  @AfterEach
  void close() throws IOException {
    if (deployment == null) {
      spool.close();
    } else {
      postgres.vertx().undeploy(deployment).await();
    }
    assertThat(Ledger.contradictions(postgres.pool())).isEmpty();
  }

  @Test
  void booksInTheOrderInWhichItCame() throws Exception {
    var receipt = Bodies.receipt();
    append(
        confirmation(Bodies.confirmation(receipt)),
        confirmation(Bodies.edited(receipt, "TransAmount=\"151\"")),
        confirmation(Bodies.confirmation(receipt)));

    drain();

    assertThat(outcomes(receipt)).containsExactly("booked", "quarantined", "duplicate");
    assertThat(registry.get("tillsight.spool.drained").counter().count()).isEqualTo(3);
  }

  @Test
  void tellsThoseWhoWatch() throws Exception {
    var news = Promise.<Topics.PaymentsBooked>promise();
    Topics.PAYMENTS_BOOKED.subscribe(postgres.vertx(), news::tryComplete).await();
    var entry = confirmation(Bodies.confirmation(Bodies.receipt()));
    append(entry);

    drain();

    assertThat(news.future().await())
        .isEqualTo(
            new Topics.PaymentsBooked(
                entry.businessId(), entry.id().toString(), entry.id().toString(), 1));
  }

  @Test
  void readsAnewWithTheTillsThatAreKnownByNow() throws Exception {
    var receipt = Bodies.receipt();
    var entry = confirmation(Bodies.edited(receipt, "BusinessShortCode=\"5120055\""));
    assertThat(entry.outcome()).isEqualTo(Entry.QUARANTINED);
    append(entry);
    apply(TILL.formatted("5120055"));
    directory.refresh().await();

    drain();

    assertThat(outcomes(receipt)).containsExactly("booked");
  }

  @Test
  void leavesAsItIsWhatPostgresHasAlready() throws Exception {
    var receipt = Bodies.receipt();
    var entry = confirmation(Bodies.edited(receipt, "BusinessShortCode=\"5120066\""));
    try (var inbox = new TestInbox(postgres.vertx(), postgres.options())) {
      assertThat(inbox.store(entry).await()).isEqualTo(Outcome.QUARANTINED);
    }
    append(entry);
    apply(TILL.formatted("5120066"));
    directory.refresh().await();

    drain();

    assertThat(outcomes(receipt)).containsExactly("quarantined");
  }

  @Test
  void keepsWhatIsOnlyLoggedAsItWas() throws Exception {
    var receipt = Bodies.receipt();
    var body = Bodies.confirmation(receipt);
    append(
        intake.logged(business(), Intake.VALIDATION, next(), "test", body, receipt, "C2B00012"),
        intake
            .logged(business(), "result", next(), "test", body, receipt, Entry.WAITING)
            .within("AG_1"));

    drain();

    assertThat(
            Ledger.rows(
                postgres.pool(),
                "SELECT kind, outcome, conversation FROM callback WHERE receipt = $1 ORDER BY id",
                receipt))
        .extracting(row -> row.deepToString())
        .containsExactly("[validation,C2B00012,null]", "[result,waiting,AG_1]");
  }

  @Test
  void keepsAsideWhatNobodyCanOpenOrTheTablesRefuse() throws Exception {
    var good = Bodies.receipt();
    var other = new Intake(new Seal("k".repeat(32).getBytes()));
    var sealedElsewhere =
        other.confirmation(business(), next(), "test", Bodies.confirmation(Bodies.receipt()));
    var poisoned =
        intake.confirmation(business(), next(), "te\0st", Bodies.confirmation(Bodies.receipt()));
    append(
        sealedElsewhere,
        ofUnknownBusiness(confirmation(Bodies.confirmation(Bodies.receipt()))),
        poisoned,
        confirmation(Bodies.confirmation(good)));

    drain();

    assertThat(outcomes(good)).containsExactly("booked");
    assertThat(outcomes(poisoned.receipt())).isEmpty();
    assertThat(spool.state().setAside()).isEqualTo(1);
    assertThat(registry.get("tillsight.spool.set.aside").gauge().value()).isEqualTo(1);
  }

  @Test
  void spoolsWhatIsNotCommittedInTimeAndWhateverFollowsIt() throws Exception {
    var first = Bodies.receipt();
    var second = Bodies.receipt();
    spool.release();
    try (var inbox = new TestInbox(postgres.vertx(), postgres.options(), spool)) {
      try (var lock = lock("payment")) {
        var start = System.nanoTime();
        assertThat(inbox.store(confirmation(Bodies.confirmation(first))).await())
            .isEqualTo(Outcome.SPOOLED);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        lock.commit();
      }
      // PostgreSQL could take it, but the first must not be overtaken.
      assertThat(inbox.store(confirmation(Bodies.edited(first, "TransAmount=\"151\""))).await())
          .isEqualTo(Outcome.SPOOLED);

      drain();

      assertThat(outcomes(first)).containsExactly("booked", "quarantined");
      assertThat(inbox.store(confirmation(Bodies.confirmation(second))).await())
          .isEqualTo(Outcome.BOOKED);
    }
  }

  @Test
  void goesBackToTheTablesThoughCallbacksNeverCease() throws Exception {
    var backlog =
        IntStream.range(0, 3_000)
            .mapToObj(i -> confirmation(Bodies.confirmation(Bodies.receipt())))
            .toArray(Entry[]::new);
    append(backlog);
    spool.release();
    var direct = new CountDownLatch(1);
    try (var inbox = new TestInbox(postgres.vertx(), postgres.options(), spool)) {
      IntStream.range(0, 8).forEach(caller -> call(inbox, direct));

      deploy();

      assertThat(direct.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(
            Ledger.count(
                postgres.pool(),
                "SELECT count(*) FROM payment WHERE callback_id = ANY ($1)",
                (Object) Stream.of(backlog).map(Entry::id).toArray(UUID[]::new)))
        .isEqualTo(3_000);
  }

  /** One after the other, until one is committed at once. */
  private void call(TestInbox inbox, CountDownLatch direct) {
    Entry entry;
    synchronized (this) {
      entry = confirmation(Bodies.confirmation(Bodies.receipt()));
    }
    inbox
        .store(entry)
        .onSuccess(
            outcome -> {
              if (outcome == Outcome.SPOOLED) {
                call(inbox, direct);
              } else {
                direct.countDown();
              }
            });
  }

  @Test
  void drainsWhatIsTheDatasFaultPastTheSpool() throws Exception {
    spool.release();
    try (var inbox = new TestInbox(postgres.vertx(), postgres.options(), spool)) {
      var poisoned =
          intake.confirmation(business(), next(), "te\0st", Bodies.confirmation(Bodies.receipt()));

      var answers =
          inbox.storeTogether(
              List.of(poisoned, confirmation(Bodies.confirmation(Bodies.receipt()))));

      assertThat(Future.join(answers).otherwiseEmpty().map(answers).await().getLast().result())
          .isEqualTo(Outcome.BOOKED);
      assertThat(answers.getFirst().failed()).isTrue();
      assertThat(spool.isTaking()).isFalse();
    }
  }

  /** Ids are in the order of the times that they are given for. */
  private Instant next() {
    now = now.plusMillis(1);
    return now;
  }

  private Business business() {
    return directory.get().businesses().iterator().next();
  }

  private static void apply(String file) {
    new Businesses(postgres.pool(), seal).apply(BusinessFile.read(file), false);
  }

  private Entry confirmation(byte[] body) {
    return intake.confirmation(business(), next(), "test", body);
  }

  private static Entry ofUnknownBusiness(Entry entry) {
    return new Entry(
        999,
        UUID.randomUUID(),
        entry.kind(),
        entry.receivedAt(),
        entry.source(),
        entry.outcome(),
        entry.receipt(),
        entry.body(),
        null,
        null,
        null);
  }

  private void append(Entry... entries) {
    spool.append(Stream.of(entries).map(SpooledEntry::record).toList()).join();
  }

  /** Returns once the spool is empty. */
  private void drain() {
    deploy();
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (spool.isTaking()) {
      assertThat(System.nanoTime()).as("drained in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private void deploy() {
    var verticle =
        new SpoolVerticle(
            spool,
            postgres.options(),
            new Tables(postgres.pool()),
            directory,
            seal,
            new InboxMeters(registry));
    deployment =
        postgres
            .vertx()
            .deployVerticle(
                verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
            .await();
  }

  private static List<String> outcomes(String receipt) {
    return Ledger.rows(
            postgres.pool(), "SELECT outcome FROM callback WHERE receipt = $1 ORDER BY id", receipt)
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  /** Keeps everybody else from writing to a table, until its transaction ends. */
  private static Connection lock(String table) throws SQLException {
    var address = postgres.jdbc();
    var connection = DriverManager.getConnection(address.url(), address.user(), address.password());
    connection.setAutoCommit(false);
    connection.createStatement().execute("LOCK TABLE " + table + " IN SHARE MODE");
    return connection;
  }
}
