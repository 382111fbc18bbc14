package tillsight.server.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.TestPostgres;
import tillsight.server.payment.Reversals;
import tillsight.server.reconciliation.Books.Confirmation;
import tillsight.server.reconciliation.CompletenessDay.Extent;
import tillsight.server.reconciliation.CompletenessDay.Status;
import tillsight.server.reconciliation.Finding.Kind;

/** What days are found to be, by all the evidence there may be. */
class CompletenessTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final String YAML =
      """
      businesses:
        - name: Corner
          callbackToken: "c0rnc0rnc0rnc0rnc0rnc0rnc0rn"
          daraja: {consumerKey: k, consumerSecret: s, shortcode: "733003", c2bVersion: v2}
          branches:
            - name: West
              tills:
                - {code: "733001", kind: buy-goods, name: One, headOffice: "733000"}
                - {code: "733002", kind: buy-goods, name: Two, headOffice: "733000"}
                - {code: "733003", kind: paybill, name: Orders}
      """;
  private static final String PAYBILL = "733003";
  private static final String TILL = "733001";
  private static final String DAY = "2026-03-01";

  private static volatile Instant now = NOW;
  private static PlayedPull daraja;
  private static Books books;

  @BeforeAll
  static void open() {
    daraja = new PlayedPull(postgres.vertx());
    books = new Books(postgres, YAML, daraja.base(), () -> now);
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

  /** Four payments of a quiet till, from the evening before to the morning after. */
  private static final Confirmation[] WHOLE = {
    Confirmation.of("UBS0000001", PAYBILL, "2026-02-28 20:00:00", 100_00, 1_000_00),
    Confirmation.of("UC10000001", PAYBILL, "2026-03-01 10:00:00", 200_00, 1_200_00),
    Confirmation.of("UC10000002", PAYBILL, "2026-03-01 10:00:00", 300_00, 1_500_00),
    Confirmation.of("UC20000001", PAYBILL, "2026-03-02 09:00:00", 400_00, 1_900_00),
  };

  @Test
  void provesADayByBalancesAlone() {
    books.confirm(WHOLE);

    var day = books.day(PAYBILL, DAY);

    assertThat(day.status()).isEqualTo(Status.PROVEN);
    assertThat(day.provenBy()).isEqualTo("balances");
    assertThat(day.provenAt()).isEqualTo(Books.eat("2026-03-02 09:00:02"));
    assertThat(day.balances()).isEqualTo("unbroken");
    assertThat(day.payments()).isEqualTo(2);
    assertThat(day.received()).isEqualTo(2);
    assertThat(day.matched()).isEqualTo(2);
    assertThat(day.delayP50Seconds()).isEqualTo(2.0);
    assertThat(day.pull()).isEqualTo(Extent.NONE);
    assertThat(books.findings(PAYBILL, DAY, Kind.MISSED_PAYMENT)).isEmpty();
    assertThat(books.day(PAYBILL, "2026-03-02").status()).isEqualTo(Status.OPEN);
    assertThat(books.day(PAYBILL, "2026-02-28").status()).isEqualTo(Status.OPEN);
    assertThat(books.day(TILL, DAY).status()).isEqualTo(Status.NONE);
  }

  @Test
  void provesAQuietDayByTheBalancesAroundIt() {
    books.confirm(
        Confirmation.of("UBR0000001", PAYBILL, "2026-02-27 20:00:00", 100_00, 1_000_00),
        Confirmation.of("UC20000001", PAYBILL, "2026-03-02 09:00:00", 400_00, 1_400_00));

    for (var date : new String[] {"2026-02-28", DAY}) {
      var day = books.day(PAYBILL, date);
      assertThat(day.status()).isEqualTo(Status.PROVEN);
      assertThat(day.payments()).isZero();
    }
  }

  @Test
  void findsALostCallbackBeforeAndAfterThePull() {
    books.confirm(WHOLE[0], WHOLE[1], WHOLE[3]);

    var gap = books.day(PAYBILL, "2026-03-02");
    assertThat(gap.status()).isEqualTo(Status.GAP);
    assertThat(gap.balances()).isEqualTo("broken");
    assertThat(gap.unexplained()).isEqualTo(1);
    assertThat(gap.unexplainedCents()).isEqualTo(300_00);
    assertThat(books.day(PAYBILL, DAY).status()).isEqualTo(Status.OPEN);
    var missed = books.findings(PAYBILL, "2026-03-02", Kind.MISSED_PAYMENT).getFirst();
    assertThat(missed.explained()).isFalse();
    assertThat(missed.amountCents()).isEqualTo(300_00);
    assertThat(missed.sentence()).contains("KES 300", "between 1 Mar, 10:00 and 2 Mar, 09:00");
    assertThat(missed.before().receipt()).isEqualTo("UC10000001");
    assertThat(missed.after().receipt()).isEqualTo("UC20000001");

    for (var one : WHOLE) {
      daraja.paid(PAYBILL, one.receipt(), one.at(), one.cents());
    }
    assertThat(books.pull(PAYBILL).getFirst().recovered()).isEqualTo(1);

    var day = books.day(PAYBILL, DAY);
    assertThat(day.status()).isEqualTo(Status.PROVEN);
    assertThat(day.recovered()).isEqualTo(1);
    assertThat(day.recoveredByPull()).isEqualTo(1);
    assertThat(day.received()).isEqualTo(1);
    assertThat(day.pull()).isEqualTo(Extent.COMPLETE);
    assertThat(day.unexplained()).isZero();
    assertThat(books.day(PAYBILL, "2026-03-02").unexplained()).isZero();
    var recovered = books.findings(PAYBILL, DAY, Kind.RECOVERED).getFirst();
    assertThat(recovered.receipts()).containsExactly("UC10000002");
    assertThat(recovered.explained()).isTrue();
    assertThat(recovered.after().receipt()).isEqualTo("UC20000001");
    assertThat(books.proof(PAYBILL).provenUntil()).isEqualTo(NOW.minus(Pull.SETTLING));
  }

  @Test
  void countsALateConfirmationAsReceived() {
    books.confirm(WHOLE[0], WHOLE[1], WHOLE[3]);
    for (var one : WHOLE) {
      daraja.paid(PAYBILL, one.receipt(), one.at(), one.cents());
    }
    books.pull(PAYBILL);
    books.arrive(NOW.minusSeconds(60), WHOLE[2].body());

    var day = books.day(PAYBILL, DAY);

    assertThat(day.received()).isEqualTo(2);
    assertThat(day.recovered()).isZero();
    assertThat(day.matched()).isEqualTo(2);
  }

  @Test
  void findsADuplicateWithAnotherAmount() {
    books.confirm(WHOLE);
    books.arrive(
        NOW,
        Confirmation.of("UC10000002", PAYBILL, "2026-03-01 10:00:00", 900_00, 1_500_00).body());

    var day = books.day(PAYBILL, DAY);
    assertThat(day.status()).isEqualTo(Status.GAP);
    assertThat(day.conflicts()).isEqualTo(1);
    assertThat(day.payments()).isEqualTo(2);
    var conflict = books.findings(PAYBILL, DAY, Kind.CONFLICT).getFirst();
    assertThat(conflict.receipts()).containsExactly("UC10000002");
    assertThat(conflict.quarantineId()).isEqualTo(books.heldId());

    new tillsight.server.callback.Quarantine(postgres.pool(), () -> now)
        .dismiss(books.business.id(), books.heldId(), "owner", "a forgery")
        .await();
    assertThat(books.day(PAYBILL, DAY).status()).isEqualTo(Status.PROVEN);
  }

  @Test
  void findsASettlementSweepByWhatArrivedAtTheHeadOffice() {
    books.confirm(
        Confirmation.of("UBS0000001", TILL, "2026-02-28 20:00:00", 100_00, 1_000_00),
        Confirmation.of("UC10000001", TILL, "2026-03-01 10:00:00", 200_00, 1_200_00),
        Confirmation.of("UC10000002", "733000", "2026-03-01 10:30:20", 1_000_00, 9_000_00)
            .as("Organization To Organization Transfer", TILL),
        Confirmation.of("UC10000003", TILL, "2026-03-01 11:00:00", 50_00, 250_00),
        Confirmation.of("UC20000001", TILL, "2026-03-02 09:00:00", 400_00, 650_00));

    var day = books.day(TILL, DAY);
    assertThat(day.settlements()).isEqualTo(1);
    assertThat(day.unexplained()).isZero();
    assertThat(day.balances()).isEqualTo("explained");
    assertThat(day.status()).isEqualTo(Status.PROVEN);
    assertThat(books.findings(TILL, DAY, Kind.SETTLEMENT).getFirst().sentence())
        .isEqualTo("KES 1,000 went to the head office at 10:30.");
    var office = books.day("733000", DAY);
    assertThat(office.settlements()).isEqualTo(1);
    assertThat(office.payments()).isZero();
    assertThat(books.findings("733000", DAY, Kind.SETTLEMENT)).hasSize(1);
  }

  /** What the sweep cost is a guess, so it proves nothing; and it hides no payment. */
  @Test
  void guessesTheChargeOfASweepAndFindsWhatWasPaidMeanwhile() {
    books.confirm(
        Confirmation.of("UC10000001", TILL, "2026-03-01 10:00:00", 200_00, 1_200_00),
        Confirmation.of("UC10000002", "733000", "2026-03-01 10:30:20", 1_000_00, 9_000_00)
            .as("Organization To Organization Transfer", TILL),
        Confirmation.of("UC10000003", TILL, "2026-03-01 11:00:00", 50_00, 244_50),
        Confirmation.of("UC10000004", "733000", "2026-03-01 12:30:20", 200_00, 9_200_00)
            .as("Organization To Organization Transfer", TILL),
        Confirmation.of("UC10000005", TILL, "2026-03-01 13:00:00", 50_00, 244_50));

    var charge = books.findings(TILL, DAY, Kind.CHARGE).getFirst();
    assertThat(charge.amountCents()).isEqualTo(-5_50);
    assertThat(charge.explained()).isTrue();
    var missed = books.findings(TILL, DAY, Kind.MISSED_PAYMENT).getFirst();
    assertThat(missed.amountCents()).isEqualTo(150_00);
  }

  @Test
  void findsAnUnannouncedReversal() {
    books.confirm(
        WHOLE[0],
        WHOLE[1],
        WHOLE[2],
        Confirmation.of("UC10000003", PAYBILL, "2026-03-01 15:00:00", 70_00, 1_370_00),
        Confirmation.of("UC20000001", PAYBILL, "2026-03-02 09:00:00", 400_00, 1_770_00));

    var day = books.day(PAYBILL, DAY);
    assertThat(day.status()).isEqualTo(Status.GAP);
    var reversal = books.findings(PAYBILL, DAY, Kind.REVERSAL).getFirst();
    assertThat(reversal.explained()).isFalse();
    assertThat(reversal.amountCents()).isEqualTo(-200_00);
    assertThat(reversal.receipts()).containsExactly("UC10000001");
    assertThat(reversal.remedy()).contains("Ask Safaricom about UC10000001", "statement");

    var at = Books.eat("2026-03-01 12:00:00");
    new Reversals(postgres.pool())
        .add(
            books.business.id(),
            java.util.List.of(new Reversals.Reversal("UC1REVERS1", "UC10000001", 200_00, at)),
            "statement")
        .await();
    var settled = books.day(PAYBILL, DAY);
    assertThat(settled.status()).isEqualTo(Status.PROVEN);
    assertThat(settled.reversals()).isEqualTo(1);
    assertThat(settled.balances()).isEqualTo("explained");
    assertThat(books.findings(PAYBILL, DAY, Kind.REVERSAL).getFirst().explained()).isTrue();
  }

  @Test
  void findsAClockThatIsThreeHoursOff() {
    books.confirm(WHOLE);
    for (var one : WHOLE) {
      daraja.paid(PAYBILL, one.receipt(), one.at(), one.cents());
    }
    daraja.aheadSeconds = 3 * 3_600;
    assertThat(books.pull(PAYBILL).getFirst().outcome()).isEqualTo("clock");

    var held = books.findings(PAYBILL, DAY, Kind.CLOCK).getFirst();
    assertThat(held.explained()).isFalse();
    assertThat(held.sentence()).contains("three hours ahead of");
    assertThat(books.day(PAYBILL, DAY).pull()).isEqualTo(Extent.NONE);

    daraja.aheadSeconds = 0;
    daraja.form = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    now = NOW.plusSeconds(60);
    assertThat(books.pull(PAYBILL).getFirst().outcome()).isEqualTo("complete");

    var read = books.findings(PAYBILL, DAY, Kind.CLOCK).getFirst();
    assertThat(read.explained()).isTrue();
    assertThat(read.sentence()).contains("three hours ahead of", "read as Nairobi time");
    assertThat(books.day(PAYBILL, DAY).pull()).isEqualTo(Extent.COMPLETE);
  }

  @Test
  void takesANightlyDropForAWithdrawalButNotForProof() {
    books.confirm(
        WHOLE[0],
        WHOLE[1],
        WHOLE[2],
        Confirmation.of("UC20000001", PAYBILL, "2026-03-02 09:00:00", 400_00, 450_00));

    assertThat(books.day(PAYBILL, DAY).status()).isEqualTo(Status.OPEN);
    var next = books.day(PAYBILL, "2026-03-02");
    assertThat(next.unexplained()).isZero();
    assertThat(next.balances()).isEqualTo("explained");
    assertThat(books.findings(PAYBILL, "2026-03-02", Kind.WITHDRAWAL).getFirst().amountCents())
        .isEqualTo(-1_450_00);
  }

  @Test
  void leavesWhatNothingExplainsUnexplained() {
    books.confirm(
        WHOLE[0],
        WHOLE[1],
        Confirmation.of("UC10000002", PAYBILL, "2026-03-01 10:30:00", 300_00, 1_377_00),
        Confirmation.of("UC20000001", PAYBILL, "2026-03-02 09:00:00", 400_00, 1_777_00));

    var found = books.findings(PAYBILL, DAY, Kind.UNEXPLAINED).getFirst();
    assertThat(found.amountCents()).isEqualTo(-123_00);
    assertThat(found.remedy()).contains("statement");
    assertThat(books.day(PAYBILL, DAY).status()).isEqualTo(Status.GAP);
  }

  @Test
  void provesADayByAStatementWhoseTotalsMatch() {
    books.confirm(WHOLE[1]);
    statement(true);

    var day = books.day(PAYBILL, DAY);
    assertThat(day.status()).isEqualTo(Status.PROVEN);
    assertThat(day.provenBy()).isEqualTo("statement");
    assertThat(day.statement()).isEqualTo(Extent.COMPLETE);
    assertThat(books.story(PAYBILL, DAY).statements()).hasSize(1);

    books.run("DELETE FROM statement");
    statement(false);
    assertThat(books.day(PAYBILL, DAY).status()).isEqualTo(Status.OPEN);
  }

  /** A payment of nobody knows which till may be any of those that were pulled together. */
  @Test
  void provesNothingByTheHeadOfficeWhileAPaymentWaitsForItsTill() {
    books.confirm(
        Confirmation.of("UC10000001", TILL, "2026-03-01 10:00:00", 70_00, 70_00)
            .as("Customer Merchant Payment", ""));
    var at = Books.eat("2026-03-01 10:00:00");
    daraja.paid("733000", "UC10000001", at, 70_00, "c2b-buy-goods-debit");
    books.pull("733000");
    assertThat(books.day(TILL, DAY).status()).isEqualTo(Status.PROVEN);

    daraja.paid("733000", "UC1WHOSE01", at.plusSeconds(60), 80_00, "c2b-buy-goods-debit");
    books.pull("733000");

    assertThat(books.day(TILL, DAY).status()).isEqualTo(Status.OPEN);
    assertThat(books.findings(TILL, DAY, Kind.CONFLICT).getFirst().receipts())
        .containsExactly("UC1WHOSE01");
    assertThat(books.day("733000", DAY).conflicts()).isEqualTo(1);

    daraja.paid(TILL, "UC10000001", at, 70_00, "c2b-buy-goods-debit");
    books.pull(TILL);
    assertThat(books.day(TILL, DAY).status()).isEqualTo(Status.PROVEN);
  }

  @Test
  void alarmsBefore40HoursOfLag() {
    daraja.paid(PAYBILL, "UC10000001", Books.eat("2026-03-01 10:00:00"), 70_00);
    books.pull(PAYBILL);
    assertThat(books.proof(PAYBILL).alert()).isNull();

    now = NOW.plusSeconds(37 * 3_600);
    var proof = books.proof(PAYBILL);

    assertThat(proof.pullLagHours()).isEqualTo(37.0);
    assertThat(proof.alert()).contains("37 hours behind", "within eleven hours");
    books.pulls.lookAround();
    assertThat(books.registry.get("tillsight.pull.lag").tag("short_code", PAYBILL).gauge().value())
        .isGreaterThan(37 * 3_600);
  }

  @Test
  void reportsWhatItAllComesTo() {
    books.confirm(WHOLE[0], WHOLE[1], WHOLE[3]);
    for (var one : WHOLE) {
      daraja.paid(PAYBILL, one.receipt(), one.at(), one.cents());
    }
    books.pull(PAYBILL);
    books.refresh.run();

    var range =
        new tillsight.server.takings.Range(
            LocalDate.parse("2026-02-28"), LocalDate.parse("2026-03-03"), books.business.zone());
    var report =
        books
            .completeness
            .report(books.business, java.util.Set.of(books.till(PAYBILL).id()), range)
            .await();

    assertThat(report.matched()).isEqualTo(3);
    assertThat(report.recovered()).isEqualTo(1);
    assertThat(report.unexplained()).isZero();
    assertThat(report.completeness()).isEqualTo(0.75);
    assertThat(report.items()).hasSize(3);
  }

  private static void statement(boolean totalsMatch) {
    books.run(
        """
        INSERT INTO statement (business_id, id, file_name, file_hash, format, till_id, account,
          uploaded_by, uploaded_at, state, presence, period_from, period_to, totals_match,
          finished_at)
        VALUES ($1, gen_random_uuid(), 'march.csv', '\\x01', 'org-statement', $2, 'utility', 'owner',
          now(), 'loading', 1, '2026-03-01T00:00:00+03', '2026-03-02T00:00:00+03', $3, now())
        """,
        books.business.id(),
        books.till(PAYBILL).id(),
        totalsMatch);
    books.run("UPDATE statement SET state = 'done'");
  }
}
