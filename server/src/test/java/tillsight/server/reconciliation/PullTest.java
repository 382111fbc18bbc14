package tillsight.server.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.Ledger;
import tillsight.server.TestPostgres;
import tillsight.server.http.Refused;
import tillsight.server.reconciliation.Books.Confirmation;

/** Pull over real HTTP: pages, windows, tills, watermarks, and nodes that die. */
class PullTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String YAML =
      """
      businesses:
        - name: Fleet
          callbackToken: "fl33tfl33tfl33tfl33tfl33tfl3"
          daraja: {consumerKey: k, consumerSecret: s, shortcode: "711000", c2bVersion: v2}
          branches:
            - name: West
              tills:
                - {code: "711001", kind: buy-goods, name: One, headOffice: "711000"}
                - {code: "711002", kind: buy-goods, name: Two, headOffice: "711000"}
                - {code: "711003", kind: paybill, name: Orders}
      """;

  private static volatile Instant now = NOW;
  private static PlayedPull daraja;
  private static Books books;

  @BeforeAll
  static void open() {
    daraja = new PlayedPull(postgres.vertx());
    InstantSource clock = () -> now;
    books = new Books(postgres, YAML, daraja.base(), clock);
  }

  @AfterAll
  static void close() {
    daraja.close();
  }

  @BeforeEach
  void clear() {
    now = NOW;
    daraja.reset();
    books.clear();
  }

  @AfterEach
  void addUp() {
    assertThat(books.contradictions()).isEmpty();
  }

  @Test
  void asksForNearly48HoursInNairobiTime() {
    pull("711003");

    var question = daraja.asked.peek();
    assertThat(question.getString("StartDate")).isEqualTo("2026-02-28 15:10:00");
    assertThat(question.getString("EndDate")).isEqualTo("2026-03-02 15:00:00");
    assertThat(question.getString("OffSetValue")).isEqualTo("0");
  }

  @Test
  void readsPagesUntilOneIsEmpty() {
    daraja.pageSize = 7;
    for (var i = 0; i < 30; i++) {
      daraja.paid("711003", "UC2PG%05d".formatted(i), NOW.minusSeconds(60L * (i + 5)), 100_00);
    }

    var run = pull("711003");

    assertThat(run.outcome()).isEqualTo("complete");
    assertThat(run.pages()).isEqualTo(6);
    assertThat(run.recovered()).isEqualTo(30);
    assertThat(daraja.asked.stream().map(question -> question.getString("OffSetValue")))
        .containsExactly("0", "7", "14", "21", "28", "30");
  }

  /** The first page is all that is told of a window; only shorter windows tell the rest. */
  @Test
  void findsAllOfItWhereTheOffsetIsIgnored() {
    daraja.ignoresOffset = true;
    for (var i = 0; i < 450; i++) {
      daraja.paid("711003", "UC2OF%05d".formatted(i), NOW.minusSeconds(300L * (i + 1)), 100_00);
    }

    var run = pull("711003");

    assertThat(run.outcome()).isEqualTo("complete");
    assertThat(run.recovered()).isEqualTo(450);
  }

  @Test
  void takesAnAnswerThatNeverChangesForAllThereIs() {
    daraja.ignoresOffset = true;
    daraja.ignoresWindow = true;
    for (var i = 0; i < 80; i++) {
      daraja.paid("711003", "UC2SA%05d".formatted(i), NOW.minusSeconds(300L * (i + 1)), 100_00);
    }

    var run = pull("711003");

    assertThat(run.outcome()).isEqualTo("complete");
    assertThat(run.recovered()).isEqualTo(80);
    assertThat(run.pages()).isLessThanOrEqualTo(6);
  }

  @Test
  void keepsTheWatermarkWhenItFailsInTheMiddleAndWhatItHasReadSoFar() {
    daraja.paid("711003", "UC2FIRST01", NOW.minusSeconds(600), 100_00);
    pull("711003");
    var before = account("711003").getOffsetDateTime("proven_until");
    daraja.pageSize = 1;
    daraja.paid("711003", "UC2AFTER01", NOW.minusSeconds(500), 100_00);
    daraja.paid("711003", "UC2AFTER02", NOW.minusSeconds(400), 100_00);
    daraja.pages.set(0);
    daraja.failsFromPage = 3;
    now = NOW.plusSeconds(3_600);

    var run = pull("711003");

    assertThat(run.outcome()).isEqualTo("failed");
    assertThat(run.recovered()).isEqualTo(1);
    assertThat(account("711003").getOffsetDateTime("proven_until")).isEqualTo(before);
  }

  @Test
  void provesNothingByAnEmptyAnswer() {
    daraja.paid("711003", "UC2FIRST01", NOW.minusSeconds(600), 100_00);
    pull("711003");
    daraja.reset();
    now = NOW.plusSeconds(7_200);

    assertThat(pull("711003").outcome()).isEqualTo("empty");

    assertThat(account("711003").getOffsetDateTime("proven_until").toInstant())
        .isEqualTo(NOW.minus(Pull.SETTLING));
    assertThat(account("711003").getOffsetDateTime("answered_at").toInstant()).isEqualTo(NOW);
  }

  @Test
  void saysWhichHoleCannotBeFilledAnyMore() {
    daraja.paid("711003", "UC2FIRST01", NOW.minusSeconds(600), 100_00);
    pull("711003");
    now = NOW.plus(Duration.ofHours(60));
    daraja.paid("711003", "UC4AFTER01", now.minusSeconds(600), 100_00);

    var run = pull("711003");

    assertThat(run.outcome()).isEqualTo("complete");
    assertThat(run.detail()).contains("from 2 Mar 14:58 to 3 Mar 03:10", "statement");
    assertThat(account("711003").getOffsetDateTime("proven_from").toInstant())
        .isEqualTo(run.windowFrom());
    assertThat(books.proof("711003").alert()).isEqualTo(run.detail());
  }

  @Test
  void bearsWitnessOnce() {
    books.confirm(Confirmation.of("UC2KNOWN01", "711003", "2026-03-02 14:00:00", 100_00, 100_00));
    daraja.paid("711003", "UC2KNOWN01", Books.eat("2026-03-02 14:00:00"), 100_00);

    for (var hour = 0; hour < 3; hour++) {
      now = NOW.plusSeconds(3_600L * hour);
      assertThat(pull("711003").known()).isEqualTo(1);
    }

    assertThat(count("SELECT count(*) FROM callback WHERE kind = 'pull'")).isEqualTo(1);
    assertThat(count("SELECT count(*) FROM callback WHERE outcome = 'duplicate'")).isEqualTo(1);
  }

  @Test
  void holdsAConflictOnce() {
    books.confirm(Confirmation.of("UC2KNOWN01", "711003", "2026-03-02 14:00:00", 100_00, 100_00));
    daraja.paid("711003", "UC2KNOWN01", Books.eat("2026-03-02 14:00:00"), 900_00);

    assertThat(pull("711003").held()).isEqualTo(1);
    assertThat(pull("711003").held()).isEqualTo(1);

    assertThat(books.held()).hasSize(1);
    assertThat(books.payments().getFirst().getLong("amount_cents")).isEqualTo(100_00);
  }

  @Test
  void booksAtTheTillThatWasPulled() {
    daraja.paid("711002", "UC2TWO0001", NOW.minusSeconds(600), 70_00, "c2b-buy-goods-debit");

    pull("711002");

    assertThat(books.payments().getFirst().getInteger("till_id"))
        .isEqualTo(books.till("711002").id());
  }

  /** A head office's Pull tells what its tills were paid, and not which of them. */
  @Test
  void asksForTheTillWhereSeveralMayBeMeant() {
    daraja.paid("711000", "UC2HEAD001", NOW.minusSeconds(600), 70_00, "c2b-buy-goods-debit");

    assertThat(pull("711000").held()).isEqualTo(1);
    assertThat(pull("711000").held()).isEqualTo(1);

    assertThat(books.payments()).isEmpty();
    assertThat(books.held()).hasSize(1);
    assertThat(books.held().getFirst().getString("reason")).isEqualTo("till-ambiguous");
    assertThatThrownBy(() -> accept().await())
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Say which till");
    new tillsight.server.callback.Quarantine(postgres.pool(), () -> now)
        .nameTill(books.business.id(), books.heldId(), "711002")
        .await();
    accept().await();
    assertThat(books.payments().getFirst().getInteger("till_id"))
        .isEqualTo(books.till("711002").id());
  }

  @Test
  void asksNobodyOnceTheTillItselfTellsOfIt() {
    daraja.paid("711000", "UC2HEAD001", NOW.minusSeconds(600), 70_00, "c2b-buy-goods-debit");
    pull("711000");
    daraja.paid("711001", "UC2HEAD001", NOW.minusSeconds(600), 70_00, "c2b-buy-goods-debit");

    pull("711001");

    assertThat(books.payments().getFirst().getInteger("till_id"))
        .isEqualTo(books.till("711001").id());
    assertThat(books.held().getFirst().getString("state")).isEqualTo("dismissed");
    assertThat(books.held().getFirst().getString("decided_by")).isEqualTo("tillsight");
    assertThat(count("SELECT count(*) FROM audit_entry WHERE actor = 'tillsight'")).isEqualTo(1);
  }

  /**
   * Told by a till's own number, but of its neighbours as well: it is not about that till alone.
   */
  @Test
  void trustsNoNumberThatTellsOfOtherTills() {
    books.confirm(
        Confirmation.of("UC2OTHER01", "711002", "2026-03-02 14:00:00", 50_00, 50_00)
            .as("Customer Merchant Payment", ""));
    daraja.paid(
        "711001", "UC2OTHER01", Books.eat("2026-03-02 14:00:00"), 50_00, "c2b-buy-goods-debit");
    daraja.paid("711001", "UC2WHOSE01", NOW.minusSeconds(600), 70_00, "c2b-buy-goods-debit");

    var run = pull("711001");

    assertThat(run.known()).isEqualTo(1);
    assertThat(run.held()).isEqualTo(1);
    assertThat(books.payments()).hasSize(1);
  }

  @Test
  void bringsASettlementFromBothEndsOnceAndCountsItNowhere() {
    for (var code : new String[] {"711001", "711000"}) {
      daraja.paid(
          code,
          "UC2SWEEP01",
          NOW.minusSeconds(9_000),
          4_000_50,
          "merchant-to-organization-settlement");
      pull(code);
    }

    var payment = books.payments().getFirst();
    assertThat(books.payments()).hasSize(1);
    assertThat(payment.getInteger("till_id")).isEqualTo(books.till("711000").id());
    assertThat(payment.getString("account")).isEqualTo("711001");
    assertThat(payment.getString("revenue")).isEqualTo("no");
    assertThat(count("SELECT count(*) FROM takings")).isZero();
  }

  @Test
  void holdsABatchWhoseClockIsThreeHoursOff() {
    books.confirm(Confirmation.of("UC2KNOWN01", "711003", "2026-03-02 10:00:00", 100_00, 100_00));
    daraja.paid("711003", "UC2KNOWN01", Books.eat("2026-03-02 10:00:00"), 100_00);
    daraja.paid("711003", "UC2UNSEEN1", Books.eat("2026-03-02 10:05:00"), 100_00);
    daraja.aheadSeconds = 3 * 3_600;

    var run = pull("711003");

    assertThat(run.outcome()).isEqualTo("clock");
    assertThat(run.clock()).isNull();
    assertThat(run.clockSeconds()).isEqualTo(10_800);
    assertThat(run.detail()).contains("three hours ahead of");
    assertThat(books.payments()).hasSize(1);
    assertThat(books.held()).isEmpty();
    assertThat(account("711003").getOffsetDateTime("proven_until")).isNull();
    assertThat(books.proof("711003").alert()).contains("three hours ahead of");
  }

  @Test
  void remembersWhatZuluMeansHere() {
    daraja.form = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    daraja.paid("711003", "UC2UNSEEN1", Books.eat("2026-03-02 10:05:00"), 100_00);
    assertThat(pull("711003").outcome()).isEqualTo("clock");

    books.confirm(Confirmation.of("UC2KNOWN01", "711003", "2026-03-02 10:00:00", 100_00, 100_00));
    daraja.paid("711003", "UC2KNOWN01", Books.eat("2026-03-02 10:00:00"), 100_00);
    assertThat(pull("711003").clock()).isEqualTo("nairobi");

    books.run("UPDATE payment SET source = 'pull'");
    daraja.paid("711003", "UC2UNSEEN2", Books.eat("2026-03-02 10:10:00"), 100_00);
    assertThat(pull("711003").clock()).isEqualTo("nairobi");
    assertThat(books.payments().getLast().getOffsetDateTime("paid_at").toInstant())
        .isEqualTo(Books.eat("2026-03-02 10:10:00"));
  }

  /** Money that nobody announces has to be recovered by one node, and by another if that dies. */
  @Test
  void letsOneNodePullAndAnotherTakeOverWhenItDies() throws Exception {
    var other = new Books(postgres, YAML, daraja.base(), () -> now);
    daraja.paid("711003", "UC2LEASE01", NOW.minusSeconds(600), 100_00);
    books.run(
        "INSERT INTO pull_account VALUES ($1, '711003', $2)",
        books.business.id(),
        NOW.atOffset(java.time.ZoneOffset.UTC));
    var claimed = books.pulls.claimDue().orElseThrow();

    assertThat(other.pulls.claimDue()).isEmpty();
    now = NOW.plus(PullAccounts.LEASE).plusSeconds(1);
    var taken = other.pulls.claimDue().orElseThrow();

    assertThat(other.pulls.run(taken, () -> false).recovered()).isEqualTo(1);
    assertThatThrownBy(() -> books.pulls.run(claimed, () -> false))
        .isInstanceOf(Pulls.Stopped.class);
    assertThat(account("711003").getOffsetDateTime("due_at").toInstant())
        .isBetween(now.plusSeconds(3_600), now.plusSeconds(3_600 + 300));
  }

  @Test
  void pullsWhatIsDueInTheOrderThatKnowsMost() {
    books.pulls.lookAround();
    var codes = new ArrayList<String>();
    for (var order = books.pulls.claimDue(); order.isPresent(); order = books.pulls.claimDue()) {
      codes.add(order.get().account().shortCode());
    }

    assertThat(codes).containsExactly("711000", "711001", "711002", "711003");
  }

  @Test
  void stopsBetweenPagesWhenItsServerDoes() throws Exception {
    daraja.pageSize = 1;
    daraja.paid("711003", "UC2STOP001", NOW.minusSeconds(600), 100_00);
    books.pulls.lookAround();
    var order =
        java.util.stream.Stream.generate(() -> books.pulls.claimDue().orElseThrow())
            .filter(one -> one.account().shortCode().equals("711003"))
            .findFirst()
            .orElseThrow();

    assertThatThrownBy(() -> books.pulls.run(order, () -> daraja.pages.get() > 0))
        .isInstanceOf(Pulls.Stopped.class);

    assertThat(account("711003").getOffsetDateTime("leased_until")).isNull();
    assertThat(account("711003").getOffsetDateTime("due_at").toInstant())
        .isEqualTo(NOW.plusSeconds(60));
    assertThat(count("SELECT count(*) FROM pull_run WHERE outcome = 'failed'")).isEqualTo(1);
  }

  @Test
  void saysWhatItLacks() {
    assertThatThrownBy(() -> books.pulls.now(books.business.id(), "999999", "test", run -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("711000");
  }

  private static PullRun pull(String code) {
    return books.pull(code).getFirst();
  }

  private static io.vertx.core.Future<Void> accept() {
    return books.release.accept(books.business.id(), books.heldId(), "owner", "it was this one");
  }

  private static io.vertx.sqlclient.Row account(String code) {
    return Ledger.rows(postgres.pool(), "SELECT * FROM pull_account WHERE short_code = $1", code)
        .getFirst();
  }

  private static long count(String sql) {
    return Ledger.count(postgres.pool(), sql);
  }
}
