package tillsight.server.reconciliation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.sqlclient.Row;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tillsight.server.Ledger;
import tillsight.server.TestPostgres;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.BusinessFile;
import tillsight.server.business.Businesses;
import tillsight.server.business.Directory;
import tillsight.server.business.Till;
import tillsight.server.callback.Intake;
import tillsight.server.callback.Release;
import tillsight.server.daraja.Daraja;
import tillsight.server.history.BulkLoad;
import tillsight.server.reconciliation.Completeness.Story;
import tillsight.server.takings.Range;

/** A business with a real ledger, and a Daraja that a test plays. */
final class Books {

  static final String CREDENTIALS =
      """
          daraja: {consumerKey: k, consumerSecret: s, shortcode: "%s", c2bVersion: v2}
      """;

  final Seal seal = new Seal(new byte[32]);
  final TestPostgres postgres;
  final Business business;
  final Pulls pulls;
  final Completeness completeness;
  final CompletenessRefresh refresh;
  final Release release;
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Directory directory;
  private final InstantSource clock;

  Books(TestPostgres postgres, String yaml, URI daraja, InstantSource clock) {
    this.postgres = postgres;
    this.clock = clock;
    new Businesses(postgres.pool(), seal).apply(BusinessFile.read(yaml), false);
    directory = Directory.load(postgres.pool(), seal).await();
    business =
        directory.businesses().stream()
            .filter(one -> yaml.contains("- name: " + one.name()))
            .findFirst()
            .orElseThrow();
    pulls =
        new Pulls(
            postgres.vertx(),
            postgres.options(),
            postgres.pool(),
            seal,
            () -> directory,
            new Daraja(postgres.vertx(), daraja, postgres.pool(), seal, clock, registry),
            registry,
            clock);
    completeness = new Completeness(postgres.vertx(), postgres.pool(), clock);
    refresh = new CompletenessRefresh(() -> directory, postgres.pool(), completeness, clock);
    release = new Release(postgres.vertx(), postgres.pool(), () -> directory, seal, clock);
  }

  /** Empties the books, but for the business. */
  void clear() {
    for (var table :
        List.of(
            "callback",
            "payment",
            "payer",
            "takings",
            "quarantine",
            "reversal",
            "movement",
            "statement",
            "pull_account",
            "pull_run",
            "completeness_day",
            "completeness_due",
            "audit_entry")) {
      run("DELETE FROM " + table);
    }
  }

  /** Confirmations arrive, each a moment after it was paid. */
  BulkLoad.Counts confirm(Confirmation... confirmations) {
    return load(
        List.of(confirmations).stream()
            .map(one -> new Arrival(one.at().plusSeconds(2), one.body()))
            .toList());
  }

  BulkLoad.Counts arrive(Instant at, byte[] body) {
    return load(List.of(new Arrival(at, body)));
  }

  private record Arrival(Instant at, byte[] body) {}

  private BulkLoad.Counts load(List<Arrival> arrivals) {
    var intake = new Intake(seal);
    try (var load = new BulkLoad(postgres.vertx(), postgres.options(), done -> {})) {
      arrivals.forEach(
          one -> load.add(intake.confirmation(business, one.at(), "196.201.214.200", one.body())));
      return load.finish();
    }
  }

  /** A confirmation as M-PESA sends it. */
  record Confirmation(
      String receipt,
      String till,
      Instant at,
      long cents,
      long balance,
      String type,
      String account) {

    static Confirmation of(String receipt, String till, String eat, long cents, long balance) {
      return new Confirmation(receipt, till, eat(eat), cents, balance, "Pay Bill", "");
    }

    Confirmation as(String other, String from) {
      return new Confirmation(receipt, till, at, cents, balance, other, from);
    }

    byte[] body() {
      return """
          {"TransactionType":"%s","TransID":"%s","TransTime":"%s","TransAmount":"%s",
           "BusinessShortCode":"%s","BillRefNumber":"%s","OrgAccountBalance":"%s",
           "MSISDN":"2547 ***** 149","FirstName":"WANJIRU"}"""
          .formatted(
              type,
              receipt,
              at.plusSeconds(3 * 3_600).toString().replaceAll("[-:TZ]", ""),
              shillings(cents),
              till,
              account,
              shillings(balance))
          .getBytes(UTF_8);
    }
  }

  /** A moment by Nairobi's clock: {@code 2026-03-02 10:40:00}. */
  static Instant eat(String text) {
    return Instant.parse(text.replace(' ', 'T') + "Z").minusSeconds(3 * 3_600);
  }

  static String shillings(long cents) {
    return "%d.%02d".formatted(cents / 100, cents % 100);
  }

  List<PullRun> pull(String shortCode) {
    return pulls.now(business.id(), shortCode, "test", run -> {});
  }

  /** Works out what is due, and gives a day as the list has it. */
  CompletenessDay day(String till, String date) {
    refresh.run();
    var range = Range.ofDay(LocalDate.parse(date), business.zone());
    var ids = new ArrayList<Integer>();
    business.tills().forEach(one -> ids.add(one.id()));
    return completeness.report(business, ids, range).await().items().stream()
        .filter(day -> day.till().equals(till))
        .findFirst()
        .orElseThrow();
  }

  Story story(String till, String date) {
    return completeness.story(business, till(till), LocalDate.parse(date)).await();
  }

  List<Finding> findings(String till, String date, Finding.Kind kind) {
    return story(till, date).findings().stream().filter(one -> one.kind() == kind).toList();
  }

  TillProof proof(String till) {
    var ids = business.tills().stream().map(Till::id).toList();
    var today = LocalDate.ofInstant(clock.instant(), business.zone());
    return completeness
        .report(business, ids, Range.lastDays(today, business.zone()))
        .await()
        .tills()
        .stream()
        .filter(one -> one.till().equals(till))
        .findFirst()
        .orElseThrow();
  }

  Till till(String code) {
    return business.till(code).orElseThrow();
  }

  List<Row> payments() {
    return Ledger.rows(postgres.pool(), "SELECT * FROM payment ORDER BY receipt");
  }

  List<Row> held() {
    return Ledger.rows(postgres.pool(), "SELECT * FROM quarantine ORDER BY received_at, receipt");
  }

  UUID heldId() {
    return held().getFirst().getUUID("id");
  }

  List<String> contradictions() {
    return Ledger.contradictions(postgres.pool());
  }

  void run(String sql, Object... values) {
    Ledger.rows(postgres.pool(), sql, values);
  }
}
