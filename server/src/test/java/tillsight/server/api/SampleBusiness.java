package tillsight.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import tillsight.server.access.Seal;
import tillsight.server.business.Directory;

/**
 * A small business with two branches, four tills, somebody in each role, and the payments a test
 * gives it. Payments are entered as the ledger would: callback, payer, payment and takings.
 */
final class SampleBusiness {

  static final String PASSWORD = "correct horse";
  static final String TOKEN = "t0k3nt0k3nt0k3nt0k3nt0k3nt0";
  // Cheap, so that tests do not wait; the parameters are read from the hash.
  private static final String PASSWORD_HASH =
      Argon2Function.getInstance(64, 1, 1, 32, Argon2.ID)
          .hash(PASSWORD.getBytes(UTF_8), new byte[16])
          .getResult();
  private static final AtomicInteger sequence = new AtomicInteger();

  private final Pool postgres;
  private final int id;
  private final String prefix;
  private final Map<String, Integer> tills = new HashMap<>();
  private final Map<String, Integer> branches = new HashMap<>();

  /** A payment to enter; what it does not say is unremarkable. */
  record Sale(
      String receipt,
      String till,
      Instant paidAt,
      long cents,
      String payer,
      String payerKind,
      String firstName,
      String revenue,
      String account) {

    static Sale of(String receipt, String till, String paidAt, long cents, String payer) {
      return new Sale(
          receipt, till, Instant.parse(paidAt), cents, payer, "sha256", "Wanjiku", "yes", "");
    }

    Sale masked() {
      return new Sale(receipt, till, paidAt, cents, payer, "masked", firstName, revenue, account);
    }

    Sale named(String name) {
      return new Sale(receipt, till, paidAt, cents, payer, payerKind, name, revenue, account);
    }

    Sale revenue(String word) {
      return new Sale(receipt, till, paidAt, cents, payer, payerKind, firstName, word, account);
    }

    Sale account(String typed) {
      return new Sale(receipt, till, paidAt, cents, payer, payerKind, firstName, revenue, typed);
    }
  }

  private SampleBusiness(Pool postgres, int id, String prefix) {
    this.postgres = postgres;
    this.id = id;
    this.prefix = prefix;
  }

  /**
   * Opens a business.
   *
   * @param prefix three digits with which its tills begin: 001 and 002 in West, 003 in East, 000
   *     for the head office
   */
  static SampleBusiness open(Pool postgres, Seal seal, String name, String prefix) {
    var id =
        insert(
            postgres,
            """
            INSERT INTO business (name, callback_token_hash, callback_token, payer_key)
            VALUES ($1, $2, $3, $4) RETURNING id
            """,
            Tuple.of(
                name,
                Buffer.buffer(Directory.hash(name)),
                Buffer.buffer(seal.seal(Seal.Purpose.CALLBACK_TOKEN, TOKEN.getBytes(UTF_8))),
                Buffer.buffer(seal.seal(Seal.Purpose.PAYER_KEY, new byte[32]))));
    var business = new SampleBusiness(postgres, id, prefix);
    business.addBranch("West");
    business.addBranch("East");
    business.addTill("000", null, "head-office");
    business.addTill("001", "West", "buy-goods");
    business.addTill("002", "West", "paybill");
    business.addTill("003", "East", "buy-goods");
    business.addUser("owner");
    business.addUser("auditor");
    business.addUser("operator");
    business.give("user_branch", business.addUser("manager"), business.branch("West"));
    business.give("user_till", business.addUser("cashier"), business.tillId("001"));
    return business;
  }

  int id() {
    return id;
  }

  String code(String till) {
    return prefix + till;
  }

  int tillId(String till) {
    return tills.get(till);
  }

  int branch(String name) {
    return branches.get(name);
  }

  /** The name with which somebody in this role signs in. */
  String user(String role) {
    return role + "@" + prefix;
  }

  /** Enters a payment. Gives the id of its callback. */
  UUID enter(Sale sale) {
    return enter(sale, sale.paidAt().plusSeconds(2));
  }

  UUID enter(Sale sale, Instant receivedAt) {
    var callback = nextId(receivedAt);
    callback(callback, "confirmation", receivedAt, "booked", sale.receipt(), "196.201.214.200");
    var payer = sale.payer() == null ? null : payer(sale.payer());
    if (payer != null) {
      run(
          """
          INSERT INTO payer AS r (business_id, id, kind, mask, first_name, first_paid_at)
          VALUES ($1, $2, $3, $4, $5, $6)
          ON CONFLICT (business_id, id) DO UPDATE
            SET first_paid_at = least(r.first_paid_at, excluded.first_paid_at)
          """,
          Tuple.of(
              id,
              payer,
              sale.payerKind().equals("masked") ? "masked" : "exact",
              sale.payerKind().equals("masked") ? "2547 ***** 149" : null,
              sale.firstName(),
              sale.paidAt().atOffset(UTC)));
    }
    run(
        """
        INSERT INTO payment (business_id, till_id, amount_cents, paid_at, received_at, payer_id,
          callback_id, balance_cents, flags, receipt, source, payer_kind, revenue,
          transaction_type, account, first_name)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 990000, 2, $8, 'confirmation', $9, $10, 'Pay Bill',
          $11, $12)
        """,
        Tuple.tuple()
            .addInteger(id)
            .addInteger(tillId(sale.till()))
            .addLong(sale.cents())
            .addOffsetDateTime(sale.paidAt().atOffset(UTC))
            .addOffsetDateTime(receivedAt.atOffset(UTC))
            .addUUID(payer)
            .addUUID(callback)
            .addString(sale.receipt())
            .addString(payer == null ? "none" : sale.payerKind())
            .addString(sale.revenue())
            .addString(sale.account())
            .addString(sale.firstName()));
    if (sale.revenue().equals("yes")) {
      rollUp(sale.till(), sale.paidAt(), 1, sale.cents(), 0, 0);
    }
    return callback;
  }

  /** Takes money of a payment back. */
  void reverse(String receipt, String original, String till, String at, long cents) {
    var reversedAt = Instant.parse(at);
    run(
        "INSERT INTO reversal VALUES ($1, $2, $3, $4, $5, $6, 'confirmation')",
        Tuple.of(id, receipt, original, tillId(till), cents, reversedAt.atOffset(UTC)));
    rollUp(till, reversedAt, 0, 0, 1, cents);
  }

  void callback(
      UUID callback, String kind, Instant receivedAt, String outcome, String receipt, String from) {
    run(
        "INSERT INTO callback VALUES ($1, $2, $3, $4, $5, $6, $7, '\\x00')",
        Tuple.of(id, callback, kind, receivedAt.atOffset(UTC), from, outcome, receipt));
  }

  /** Puts something into the quarantine. */
  UUID quarantine(String reason, Instant receivedAt) {
    var callback = nextId(receivedAt);
    callback(callback, "confirmation", receivedAt, "quarantined", "UCI1AB2CD3", "196.201.214.200");
    run(
        """
        INSERT INTO quarantine (business_id, id, received_at, receipt, reason, detail, till)
        VALUES ($1, $2, $3, 'UCI1AB2CD3', $4, 'The amount is not a number.', $5)
        """,
        Tuple.of(id, callback, receivedAt.atOffset(UTC), reason, code("001")));
    return callback;
  }

  /** The customer's id of a payer. */
  UUID payer(String payer) {
    return UUID.nameUUIDFromBytes((prefix + payer).getBytes(UTF_8));
  }

  void run(String sql, Tuple tuple) {
    postgres.preparedQuery(sql).execute(tuple).await();
  }

  RowSet<Row> query(String sql, Object... values) {
    return postgres.preparedQuery(sql).execute(Tuple.from(values)).await();
  }

  private void rollUp(
      String till, Instant at, long payments, long gross, long reversals, long reversed) {
    run(
        """
        INSERT INTO takings AS t VALUES ($1, $2, date_trunc('hour', $3::timestamptz), $4, $5, $6, $7)
        ON CONFLICT (business_id, till_id, hour) DO UPDATE SET
          payments = t.payments + excluded.payments,
          gross_cents = t.gross_cents + excluded.gross_cents,
          reversals = t.reversals + excluded.reversals,
          reversed_cents = t.reversed_cents + excluded.reversed_cents
        """,
        Tuple.of(id, tillId(till), at.atOffset(UTC), payments, gross, reversals, reversed));
  }

  private void addBranch(String name) {
    branches.put(
        name,
        insert(
            postgres,
            "INSERT INTO branch (business_id, name) VALUES ($1, $2) RETURNING id",
            Tuple.of(id, name)));
  }

  private void addTill(String till, String branch, String kind) {
    tills.put(
        till,
        insert(
            postgres,
            """
            INSERT INTO till (business_id, branch_id, code, kind, name)
            VALUES ($1, $2, $3, $4, $5) RETURNING id
            """,
            Tuple.of(
                id,
                branch == null ? null : branches.get(branch),
                code(till),
                kind,
                "Counter " + till)));
  }

  private int addUser(String role) {
    return insert(
        postgres,
        """
        INSERT INTO app_user (business_id, username, role, password_hash)
        VALUES ($1, $2, $3, $4) RETURNING id
        """,
        Tuple.of(id, user(role), role, PASSWORD_HASH));
  }

  private void give(String table, int user, int what) {
    run("INSERT INTO " + table + " VALUES ($1, $2, $3)", Tuple.of(id, user, what));
  }

  private static int insert(Pool postgres, String sql, Tuple tuple) {
    return postgres.preparedQuery(sql).execute(tuple).await().iterator().next().getInteger(0);
  }

  /** A UUIDv7 of that moment, later ones of a millisecond after earlier ones. */
  private static UUID nextId(Instant at) {
    var millis = at.toEpochMilli();
    return new UUID(
        (millis << 16) | 0x7000L | (sequence.incrementAndGet() & 0xfff), 0x8000_0000_0000_0000L);
  }
}
