package tillsight.server.callback;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.AuditEntry;
import tillsight.server.access.AuditLog;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.Till;
import tillsight.server.callback.QuarantinedDetail.Booked;
import tillsight.server.callback.QuarantinedDetail.Said;
import tillsight.server.callback.QuarantinedDetail.Step;
import tillsight.server.payer.PayerEvidence;
import tillsight.server.payer.PhoneNumbers;
import tillsight.server.payment.PayerDisplay;

/** Tells all there is to know about something that is held, beside what the ledger says. */
public final class QuarantineStory {

  private static final String RAW =
      """
      SELECT c.kind, c.received_at, c.body, q.till
      FROM quarantine q JOIN callback c ON c.business_id = q.business_id AND c.id = q.id
      WHERE q.business_id = $1 AND q.id = $2
      """;
  private static final String BOOKED =
      """
      SELECT p.amount_cents, p.paid_at, t.code, p.account, p.first_name, p.payer_id, r.mask,
             p.transaction_type, p.receipt, p.source, p.received_at, c.kind, c.body
      FROM payment p
      JOIN till t ON t.business_id = p.business_id AND t.id = p.till_id
      LEFT JOIN payer r ON r.business_id = p.business_id AND r.id = p.payer_id
      LEFT JOIN callback c ON c.business_id = p.business_id AND c.id = p.callback_id
      WHERE p.business_id = $1 AND p.receipt = $2
      """;

  /**
   * As far as witnesses of different kinds may lie apart: as when they are compared to be booked.
   */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

  private final SqlClient postgres;
  private final Quarantine quarantine;
  private final Seal seal;
  private final InstantSource clock;

  public QuarantineStory(
      SqlClient postgres, Quarantine quarantine, Seal seal, InstantSource clock) {
    this.postgres = postgres;
    this.quarantine = quarantine;
    this.seal = seal;
    this.clock = clock;
  }

  /**
   * @param customers whether names and masked numbers may be seen
   */
  public Future<QuarantinedDetail> of(Business business, UUID id, boolean customers) {
    return quarantine
        .byId(business.id(), id)
        .compose(
            item ->
                Future.all(
                        postgres.preparedQuery(RAW).execute(Tuple.of(business.id(), id)),
                        postgres
                            .preparedQuery(BOOKED)
                            .execute(Tuple.of(business.id(), item.receipt())),
                        new AuditLog(postgres).of(business.id(), id.toString()))
                    .map(
                        all ->
                            detail(
                                business,
                                item,
                                all.<Iterable<Row>>resultAt(0).iterator().next(),
                                first(all.resultAt(1)),
                                history(all.resultAt(2)),
                                customers)));
  }

  private QuarantinedDetail detail(
      Business business,
      Quarantined item,
      Row raw,
      @Nullable Row other,
      List<Step> history,
      boolean customers) {
    var redaction = new Redaction(customers);
    var said = said(business, item, raw, customers);
    var booked = other == null ? null : booked(other, customers);
    return new QuarantinedDetail(
        item,
        said,
        booked,
        redaction.of(raw.getString("kind"), open(raw.getBuffer("body"))),
        other == null || other.getBuffer("body") == null
            ? null
            : redaction.of(other.getString("kind"), open(other.getBuffer("body"))),
        booked == null ? List.of() : differences(business, said, booked, raw.getString("kind")),
        history);
  }

  private Said said(Business business, Quarantined item, Row raw, boolean customers) {
    var callback =
        Rereading.of(
            raw.getString("kind"),
            open(raw.getBuffer("body")),
            raw.getOffsetDateTime("received_at").toInstant(),
            clock.instant(),
            raw.getString("till"));
    return switch (callback) {
      case Callback.Paid(var paid) ->
          said(
              item,
              paid.account(),
              customers ? paid.firstName() : null,
              customers ? payer(business, paid.payer()) : null,
              paid.transactionType());
      case Callback.Doubtful(var _, var draft) ->
          said(
              item,
              draft.account(),
              customers ? draft.firstName() : null,
              customers ? payer(business, draft.payer()) : null,
              draft.transactionType());
      case Callback.Declined _, Callback.Unreadable _ -> said(item, null, null, null, null);
    };
  }

  /** What is needed to book it stands in the list already. */
  private static Said said(
      Quarantined item,
      @Nullable String account,
      @Nullable String firstName,
      @Nullable String payer,
      @Nullable String type) {
    return new Said(
        item.amountCents(),
        item.paidAt(),
        item.till(),
        account == null ? null : PhoneNumbers.hide(account),
        firstName == null ? null : PhoneNumbers.hide(firstName),
        payer,
        type);
  }

  private static String payer(Business business, PayerEvidence payer) {
    return PayerDisplay.of(payer.pseudonym(business.payerKey()), payer.mask());
  }

  private static Booked booked(Row row, boolean customers) {
    return new Booked(
        row.getLong("amount_cents"),
        row.getOffsetDateTime("paid_at").toInstant(),
        row.getString("code"),
        row.getString("account"),
        customers ? row.getString("first_name") : null,
        customers ? PayerDisplay.of(row.getUUID("payer_id"), row.getString("mask")) : null,
        row.getString("transaction_type"),
        row.getString("receipt"),
        row.getString("source"),
        row.getOffsetDateTime("received_at").toInstant());
  }

  private static List<String> differences(
      Business business, Said said, Booked booked, String kind) {
    var differences = new ArrayList<String>();
    if (said.amountCents() != null && said.amountCents() != booked.amountCents()) {
      differences.add("amount");
    }
    var till = said.till();
    if (till != null && !business.till(till).map(Till::code).orElse(till).equals(booked.till())) {
      differences.add("till");
    }
    if (said.paidAt() != null && isApart(said.paidAt(), booked, kind)) {
      differences.add("paidAt");
    }
    return differences;
  }

  private static boolean isApart(Instant paidAt, Booked booked, String kind) {
    var apart = Duration.between(paidAt, booked.paidAt()).abs();
    return apart.compareTo(kind.equals(booked.source()) ? Duration.ZERO : CLOCK_SKEW) > 0;
  }

  private byte[] open(Buffer sealed) {
    return seal.open(Seal.Purpose.CALLBACK_BODY, sealed.getBytes());
  }

  private static @Nullable Row first(Iterable<Row> rows) {
    var all = rows.iterator();
    return all.hasNext() ? all.next() : null;
  }

  private static List<Step> history(List<AuditEntry> entries) {
    return entries.stream()
        .map(entry -> new Step(entry.at(), entry.actor(), entry.action(), entry.reason()))
        .toList();
  }
}
