package tillsight.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.TestPostgres;
import tillsight.server.access.Seal.Purpose;

class KeyRotationTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final int CALLBACKS = 25;

  private final Seal old = seal(1);
  private final Seal anew = seal(2);

  @BeforeEach
  void fill() {
    sql("TRUNCATE business, callback, daraja_token, daraja_request, key_rotation CASCADE");
    for (var business = 1; business <= 2; business++) {
      insert(
          """
          INSERT INTO business (id, name, callback_token_hash, callback_token, payer_key, daraja)
          OVERRIDING SYSTEM VALUE VALUES ($1, $2, sha256($2::text::bytea), $3, $4, $5)
          """,
          business,
          "business" + business,
          sealed(Purpose.CALLBACK_TOKEN, "token" + business),
          sealed(Purpose.PAYER_KEY, "key" + business),
          business == 2 ? null : sealed(Purpose.DARAJA_CREDENTIALS, "{}"));
      for (var i = 0; i < CALLBACKS; i++) {
        insert(
            """
            INSERT INTO callback (business_id, id, kind, received_at, source, outcome, body)
            VALUES ($1, $2, 'confirmation', now(), 'test', 'booked', $3)
            """,
            business,
            UUID.randomUUID(),
            sealed(Purpose.CALLBACK_BODY, "body" + business + "-" + i));
      }
    }
    insert(
        "INSERT INTO daraja_token (app, token, expires_at) VALUES (sha256('a'), $1, now())",
        sealed(Purpose.DARAJA_TOKEN, "abc"));
    insert(
        """
        INSERT INTO daraja_request (business_id, id, kind, short_code, requested_at, requested_by,
          checkout)
        VALUES (1, gen_random_uuid(), 'stk', '600984', now(), 'owner', $1)
        """,
        sealed(Purpose.CHECKOUT, "ws_CO_1"));
  }

  @Test
  void sealsEverythingAnew() {
    var plain = opened(old);
    var looked = new ArrayList<Long>();

    var done = rotation(old, anew).run(looked::add);

    assertThat(done).isEqualTo(new KeyRotation.Done(2 * CALLBACKS, 0));
    assertThat(looked).containsExactly(10L, 20L, 30L, 40L, 50L);
    assertThat(opened(anew)).isEqualTo(plain).hasSize(57);
    assertThatThrownBy(() -> opened(old)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void goesOnWhereItWasInterrupted() {
    var plain = opened(old);
    assertThatThrownBy(
            () ->
                rotation(old, anew)
                    .run(
                        looked -> {
                          if (looked == 20) {
                            throw new IllegalStateException("pulled the plug");
                          }
                        }))
        .hasMessage("pulled the plug");
    assertThatThrownBy(() -> opened(anew)).isInstanceOf(IllegalArgumentException.class);
    var looked = new ArrayList<Long>();

    var done = rotation(old, anew).run(looked::add);

    assertThat(looked).containsExactly(10L, 20L, 30L);
    assertThat(done.resealed()).isEqualTo(2 * CALLBACKS);
    assertThat(opened(anew)).isEqualTo(plain);
  }

  @Test
  void refusesAnotherNewKeyWhileOneIsUnfinished() {
    assertThatThrownBy(
            () ->
                rotation(old, anew)
                    .run(
                        looked -> {
                          throw new IllegalStateException("pulled the plug");
                        }))
        .hasMessage("pulled the plug");

    assertThatThrownBy(() -> rotation(anew, seal(3)).run(looked -> {}))
        .isInstanceOf(KeyRotation.Refused.class)
        .hasMessageContaining("finish it first");
    assertThatThrownBy(() -> rotation(seal(9), anew).run(looked -> {}))
        .isInstanceOf(KeyRotation.Refused.class)
        .hasMessageContaining("begun from another key");

    rotation(old, anew).run(looked -> {});
    rotation(anew, seal(3)).run(looked -> {});
    assertThat(opened(seal(3))).hasSize(57);
  }

  @Test
  void changesNothingWithAWrongOldKey() {
    var before = everything();

    assertThatThrownBy(() -> rotation(seal(9), anew).run(looked -> {}))
        .isInstanceOf(KeyRotation.Refused.class)
        .hasMessageContaining("set it to the key that servers have used so far");

    assertThat(everything()).isEqualTo(before);
    assertThat(rows("SELECT 1 FROM key_rotation")).isEmpty();
  }

  @Test
  void mayBeRunAgainWhenAllIsDone() {
    rotation(old, anew).run(looked -> {});
    var before = everything();

    rotation(old, anew).run(looked -> {});

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void leavesWhatOpensWithNeitherKeyAlone() {
    sql("UPDATE callback SET body = '\\x00' WHERE id = (SELECT id FROM callback LIMIT 1)");

    assertThat(rotation(old, anew).run(looked -> {}))
        .isEqualTo(new KeyRotation.Done(2 * CALLBACKS - 1, 1));
    assertThat(rows("SELECT 1 FROM callback WHERE body = '\\x00'")).hasSize(1);
  }

  @Test
  void waitsForServersToBeStopped() {
    var options = postgres.options().setProperties(Map.of("application_name", "tillsight writes"));
    var server =
        PgBuilder.pool()
            .with(new PoolOptions().setMaxSize(1))
            .connectingTo(options)
            .using(postgres.vertx())
            .build();
    server.query("SELECT 1").execute().await();
    var before = everything();

    assertThatThrownBy(() -> rotation(old, anew).run(looked -> {}))
        .isInstanceOf(KeyRotation.Refused.class)
        .hasMessageContaining("stop all servers first");

    assertThat(everything()).isEqualTo(before);
    server.close().await();
  }

  private static KeyRotation rotation(Seal from, Seal to) {
    return new KeyRotation(postgres.pool(), from, to, 10);
  }

  private static Seal seal(int number) {
    var key = new byte[32];
    key[0] = (byte) number;
    return new Seal(key);
  }

  private Buffer sealed(Purpose purpose, String plain) {
    return Buffer.buffer(old.seal(purpose, plain.getBytes(UTF_8)));
  }

  /** Every sealed value in the clear; fails if one does not open. */
  private static List<String> opened(Seal seal) {
    var opened = new ArrayList<String>();
    for (var row : rows("SELECT callback_token, payer_key, daraja FROM business ORDER BY id")) {
      opened.add(open(seal, Purpose.CALLBACK_TOKEN, row.getBuffer(0)));
      opened.add(open(seal, Purpose.PAYER_KEY, row.getBuffer(1)));
      if (row.getBuffer(2) != null) {
        opened.add(open(seal, Purpose.DARAJA_CREDENTIALS, row.getBuffer(2)));
      }
    }
    for (var row : rows("SELECT body FROM callback ORDER BY business_id, id")) {
      opened.add(open(seal, Purpose.CALLBACK_BODY, row.getBuffer(0)));
    }
    for (var row : rows("SELECT token FROM daraja_token")) {
      opened.add(open(seal, Purpose.DARAJA_TOKEN, row.getBuffer(0)));
    }
    for (var row : rows("SELECT checkout FROM daraja_request")) {
      opened.add(open(seal, Purpose.CHECKOUT, row.getBuffer(0)));
    }
    return opened;
  }

  private static String open(Seal seal, Purpose purpose, Buffer sealed) {
    return new String(seal.open(purpose, sealed.getBytes()), UTF_8);
  }

  private static List<String> everything() {
    return rows(
            """
            SELECT b::text FROM business b UNION ALL SELECT c::text FROM callback c
            UNION ALL SELECT t::text FROM daraja_token t
            UNION ALL SELECT r::text FROM daraja_request r ORDER BY 1
            """)
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static void insert(String statement, Object... values) {
    postgres.pool().preparedQuery(statement).execute(Tuple.from(values)).await();
  }

  private static void sql(String statement) {
    postgres.pool().query(statement).execute().await();
  }

  private static List<Row> rows(String statement) {
    return postgres.pool().query(statement).execute().await().stream().toList();
  }
}
