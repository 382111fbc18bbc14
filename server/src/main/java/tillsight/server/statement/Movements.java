package tillsight.server.statement;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tillsight.server.callback.StatementLine;
import tillsight.server.payer.PhoneNumbers;

/** Money that moved on an account and is neither a payment nor a reversal. */
final class Movements {

  /** Most in one statement. */
  static final int BATCH_MAX = 500;

  private static final int REASON_CHARS_MAX = 80;

  private static final String ADD =
      """
      INSERT INTO movement (business_id, till_id, statement_id, account, receipt, kind, reason,
        amount_cents, moved_at, balance_cents)
      SELECT $1, $2, $3, $4, m.*
      FROM unnest($5::text[], $6::text[], $7::text[], $8::bigint[], $9::timestamptz[],
        $10::bigint[]) AS m
      ON CONFLICT DO NOTHING
      """;
  private static final String PAID =
      """
      SELECT p.receipt FROM unnest($3::text[], $4::bigint[]) AS m (receipt, amount_cents)
      JOIN payment p ON p.business_id = $1 AND p.receipt = m.receipt
        AND p.till_id = $2 AND p.amount_cents = m.amount_cents
      """;

  private final SqlClient postgres;
  private final Run run;
  private final Facts facts;

  /** One of them, and where in the file it stands. */
  record Movement(long line, StatementLine said, Meaning meaning) {

    /** Below zero for what left the account. */
    long amountCents() {
      return said.paidInCents() - said.withdrawnCents();
    }

    /** The stated type; without one there is nothing that could not name a person. */
    String reason() {
      var reason = said.type().isBlank() ? "" : PhoneNumbers.hide(said.kind());
      return reason.substring(0, Math.min(reason.length(), REASON_CHARS_MAX));
    }
  }

  Movements(SqlClient postgres, Run run, Facts facts) {
    this.postgres = postgres;
    this.run = run;
    this.facts = facts;
  }

  /** Those that the ledger has as payments: confirmations tell of transfers as of payments. */
  Future<Set<String>> paid(List<Movement> movements) {
    return postgres
        .preparedQuery(PAID)
        .execute(
            Tuple.of(
                run.businessId(),
                facts.till().id(),
                movements.stream().map(moved -> moved.said().receipt()).toArray(String[]::new),
                movements.stream().map(Movement::amountCents).toArray(Long[]::new)))
        .map(
            rows -> rows.stream().map(row -> row.getString("receipt")).collect(Collectors.toSet()));
  }

  /** Adds those that are not known yet. */
  Future<Void> add(List<Movement> movements) {
    return postgres
        .preparedQuery(ADD)
        .execute(
            Tuple.of(run.businessId(), facts.till().id(), run.id(), facts.account())
                .addValue(
                    movements.stream().map(moved -> moved.said().receipt()).toArray(String[]::new))
                .addValue(
                    movements.stream().map(moved -> moved.meaning().word()).toArray(String[]::new))
                .addValue(movements.stream().map(Movement::reason).toArray(String[]::new))
                .addValue(movements.stream().map(Movement::amountCents).toArray(Long[]::new))
                .addValue(
                    movements.stream()
                        .map(moved -> moved.said().at().atOffset(UTC))
                        .toArray(OffsetDateTime[]::new))
                .addValue(
                    movements.stream()
                        .map(moved -> moved.said().balanceCents())
                        .toArray(Long[]::new)))
        .mapEmpty();
  }
}
