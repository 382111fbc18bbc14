package tillsight.server.business;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tillsight.server.TestPostgres;
import tillsight.server.access.Seal;
import tillsight.server.payer.PayerKey;

class BusinessesTest {

  @RegisterExtension static final TestPostgres postgres = new TestPostgres();

  private static final String ACME =
      """
      businesses:
        - name: Acme
          callbackToken: 0123456789bdfghjklnprtvwxyz
          validation: {accounts: [acc001], minimum: 5, blockedPayers: ["254708374149"], onFailure: reject}
          daraja: {consumerKey: k, consumerSecret: s, shortcode: "600984"}
          branches:
            - name: Westlands
              tills:
                - {code: "600984", kind: paybill, name: Office}
                - {code: "5120001", kind: buy-goods, name: Counter 1, headOffice: "5120000", storeNumber: "77001"}
            - name: Karen
          users:
            - {username: Owner@acme, role: owner, password: correct horse}
            - {username: west, role: manager, branches: [Westlands], password: battery staple}
            - {username: till, role: cashier, tills: ["5120001"], password: battery staple}
      """;

  private final Seal seal = new Seal(new byte[32]);
  private final Businesses businesses = new Businesses(postgres.pool(), seal);

  @BeforeEach
  void empty() {
    rows("TRUNCATE business, branch, till, app_user, user_branch, user_till, session, audit_entry");
  }

  @Test
  void makesADirectoryThatServersCanUse() {
    apply(ACME);

    var directory = Directory.load(postgres.pool(), seal).await();
    var acme = directory.byToken("0123456789bdfghjklnprtvwxyz").orElseThrow();
    assertThat(acme.zone().getId()).isEqualTo("Africa/Nairobi");
    assertThat(acme.branches()).extracting(Branch::name).containsExactly("Karen", "Westlands");
    assertThat(acme.till("77001").orElseThrow().code()).isEqualTo("5120001");
    var headOffice = acme.till("5120000").orElseThrow();
    assertThat(headOffice.kind()).isEqualTo(Till.Kind.HEAD_OFFICE);
    assertThat(headOffice.branchId()).isNull();
    assertThat(acme.validation())
        .isEqualTo(
            new ValidationRules(
                Set.of("ACC001"),
                5_00,
                250_000_00,
                Set.of(
                    PayerKey.pseudonym(acme.payerKey(), PayerKey.evidenceOfNumber("254708374149"))),
                ValidationRules.OnFailure.REJECT));
  }

  @Test
  void saysWhatChangedAndThenNothing() {
    assertThat(apply(ACME).changes())
        .containsExactly(
            "+ business Acme (Africa/Nairobi)",
            "~ business Acme: validation rules set, Daraja credentials set",
            "+ branch Westlands",
            "+ till 600984 Office (paybill) in Westlands",
            "+ till 5120001 Counter 1 (buy-goods) in Westlands",
            "+ branch Karen",
            "+ head office 5120000",
            "+ user owner@acme (owner)",
            "+ user west (manager) of Westlands",
            "+ user till (cashier) of 5120001");
    var before = everything();

    assertThat(apply(ACME).changes()).isEmpty();

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void changesWhatDiffersAndKeepsWhatIsNotMentioned() {
    apply(ACME);
    var version = version();

    var changes =
        apply(
                """
                businesses:
                  - name: Acme
                    timezone: Africa/Lagos
                    branches:
                      - name: Karen
                        tills: [{code: "5120001", kind: paybill, name: Counter 1}]
                    users:
                      - {username: west, role: manager, branches: [Karen]}
                      - {username: owner@acme, role: auditor, password: another one}
                """)
            .changes();

    assertThat(changes)
        .containsExactly(
            "~ business Acme: timezone Africa/Nairobi -> Africa/Lagos",
            "~ till 5120001: branch Westlands -> Karen, kind buy-goods -> paybill",
            "~ user west: branches [Westlands] -> [Karen]",
            "~ user owner@acme: role owner -> auditor, password replaced");
    assertThat(version()).isGreaterThan(version);
    var acme =
        Directory.load(postgres.pool(), seal)
            .await()
            .byToken("0123456789bdfghjklnprtvwxyz")
            .orElseThrow();
    assertThat(acme.tills()).hasSize(3);
    assertThat(acme.till("5120001").orElseThrow().storeNumber()).isEqualTo("77001");
    assertThat(acme.validation().minimumCents()).isEqualTo(5_00);
    assertThat(one("SELECT count(*)::int AS n FROM app_user").getInteger("n")).isEqualTo(3);
  }

  @Test
  void storesNothingInADryRun() {
    var before = everything();

    var applied =
        businesses.apply(
            BusinessFile.read(ACME.replaceAll("callbackToken.*\n", "timezone: Africa/Nairobi\n")),
            true);

    assertThat(applied.changes()).hasSize(10);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void makesATokenOnceAndKeepsIt() {
    var file = "businesses: [{name: Acme}]";

    var made = apply(file).madeTokens().get("Acme");
    assertThat(Directory.load(postgres.pool(), seal).await().byToken(made)).isPresent();

    assertThat(apply(file).madeTokens()).isEmpty();
    assertThat(Directory.load(postgres.pool(), seal).await().byToken(made)).isPresent();
  }

  @Test
  void replacesATokenByTheOneInTheFile() {
    apply("businesses: [{name: Acme}]");

    assertThat(
            apply("businesses: [{name: Acme, callbackToken: 0123456789bdfghjklnprtvwxyz}]")
                .changes())
        .singleElement()
        .asString()
        .contains("callback token replaced");
    var row = one("SELECT callback_token FROM business");
    assertThat(seal.open(Seal.Purpose.CALLBACK_TOKEN, row.getBuffer("callback_token").getBytes()))
        .asString()
        .isEqualTo("0123456789bdfghjklnprtvwxyz");
  }

  @Test
  void keepsSecretsSealedAndHashed() {
    apply(ACME);

    var stored = everything().toString();
    assertThat(stored)
        .doesNotContain("0123456789bdfghjklnprtvwxyz", "correct horse", "254708374149")
        .doesNotContain("consumerKey");
    var daraja = one("SELECT daraja FROM business").getBuffer("daraja").getBytes();
    assertThat(
            new JsonObject(new String(seal.open(Seal.Purpose.DARAJA_CREDENTIALS, daraja), UTF_8)))
        .isEqualTo(
            JsonObject.of(
                "consumerKey",
                "k",
                "consumerSecret",
                "s",
                "shortcode",
                "600984",
                "c2bVersion",
                "v2"));
    assertThat(one("SELECT password_hash FROM app_user WHERE role = 'owner'").getString(0))
        .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
        .satisfies(hash -> assertThat(PasswordHash.matches("correct horse", hash)).isTrue())
        .satisfies(hash -> assertThat(PasswordHash.matches("Correct horse", hash)).isFalse());
  }

  @Test
  void keepsWhatDarajaBlocksDoNotMention() {
    apply(
        daraja(
            "consumerKey: k, consumerSecret: s, shortcode: 600984, c2bVersion: v1, passkey: p,"
                + " nominatedNumber: 254708374149"));

    assertThat(apply(daraja("consumerKey: k2, consumerSecret: s2, shortcode: 600985")).changes())
        .containsExactly("~ business Acme: Daraja credentials set");

    assertThat(credentials())
        .isEqualTo(
            JsonObject.of(
                "consumerKey",
                "k2",
                "consumerSecret",
                "s2",
                "shortcode",
                "600985",
                "c2bVersion",
                "v1",
                "passkey",
                "p",
                "nominatedNumber",
                "254708374149"));
    assertThat(apply(daraja("consumerKey: k2, consumerSecret: s2, shortcode: 600985")).changes())
        .isEmpty();
  }

  @Test
  void datesANewOperatorPasswordToday() {
    var keys = "consumerKey: k, consumerSecret: s, shortcode: 600984, ";
    var evening = businessesAt("2026-03-02T22:30:00Z");
    var later = businessesAt("2026-03-20T08:00:00Z");

    evening.apply(BusinessFile.read(daraja(keys + "initiatorPassword: one")), false);
    assertThat(credentials().getString("passwordSetOn")).isEqualTo("2026-03-03");

    assertThat(
            later
                .apply(BusinessFile.read(daraja(keys + "initiatorPassword: one")), false)
                .changes())
        .isEmpty();
    later.apply(BusinessFile.read(daraja(keys + "initiatorPassword: two")), false);
    assertThat(credentials().getString("passwordSetOn")).isEqualTo("2026-03-20");

    later.apply(
        BusinessFile.read(daraja(keys + "initiatorPassword: three, passwordSetOn: 2026-02-01")),
        false);
    assertThat(credentials().getString("passwordSetOn")).isEqualTo("2026-02-01");
  }

  private Businesses businessesAt(String now) {
    return new Businesses(postgres.pool(), seal, InstantSource.fixed(Instant.parse(now)));
  }

  private static String daraja(String entries) {
    return "businesses: [{name: Acme, daraja: {" + entries + "}}]";
  }

  private JsonObject credentials() {
    var sealed = one("SELECT daraja FROM business").getBuffer("daraja").getBytes();
    return new JsonObject(new String(seal.open(Seal.Purpose.DARAJA_CREDENTIALS, sealed), UTF_8));
  }

  @Test
  void takesAHashInPlaceOfAPassword() {
    var hash = PasswordHash.of("correct horse");
    var file =
        "businesses: [{name: Acme, users: [{username: o, role: owner, passwordHash: '"
            + hash
            + "'}]}]";

    apply(file);

    assertThat(apply(file).changes()).isEmpty();
    assertThat(apply(file.replace("passwordHash: '" + hash, "password: 'correct horse")).changes())
        .isEmpty();
  }

  @Test
  void endsTheSessionsOfWhoeverHasChanged() {
    apply(ACME);
    rows(
        """
        INSERT INTO session (business_id, id, user_id, refresh_hash, created_at, expires_at)
        SELECT business_id, gen_random_uuid(), id, sha256(username::bytea), now(), now()
        FROM app_user
        """);

    apply(
        ACME.replace(
            "role: owner, password: correct horse", "role: owner, password: new password"));

    assertThat(
            rows(
                "SELECT username FROM session s JOIN app_user u ON u.id = user_id WHERE ended_at IS NOT NULL"))
        .extracting(row -> row.getString("username"))
        .containsExactly("owner@acme");
  }

  @Test
  void writesWhatChangedToTheAuditLog() {
    apply(ACME);

    assertThat(rows("SELECT actor, action, subject FROM audit_entry ORDER BY id"))
        .hasSize(10)
        .last()
        .satisfies(
            row -> {
              assertThat(row.getString("actor")).isEqualTo("apply");
              assertThat(row.getString("action")).isEqualTo("created");
              assertThat(row.getString("subject")).isEqualTo("user till (cashier) of 5120001");
            });
  }

  @Test
  void storesNothingOfAFileThatDoesNotFit() {
    apply(ACME);
    var before = everything();

    refused(
        "branches: [{name: New, tills: [{code: 5120001, kind: paybill, name: x}]}]",
        "5120001 belongs to the business 'Acme'");
    refused(
        "branches: [{name: A, tills: [{code: 5120009, kind: buy-goods, name: x, headOffice: 5120000}]}]",
        "5120000 belongs to the business 'Acme'");
    refused("callbackToken: 0123456789bdfghjklnprtvwxyz", "is that of the business 'Acme'");
    refused(
        "users: [{username: west, role: owner, password: 0123456789}]",
        "is taken by another business");
    refused("users: [{username: new, role: owner}]", "is new and has no password");
    refused(
        "users: [{username: new, role: manager, password: 0123456789, branches: [Westlands]}]",
        "branch 'Westlands', which the business does not have");
    refused(
        "users: [{username: new, role: cashier, password: 0123456789, tills: [5120001]}]",
        "till 5120001, which the business does not have");

    assertThat(everything()).isEqualTo(before);
  }

  private void refused(String entry, String reason) {
    assertThatThrownBy(() -> apply("businesses:\n  - {name: Bravo, " + entry + "}"))
        .isInstanceOf(BusinessFile.Wrong.class)
        .hasMessageStartingWith("line 2, column ")
        .hasMessageContaining(reason);
  }

  private Businesses.Applied apply(String yaml) {
    return businesses.apply(BusinessFile.read(yaml), false);
  }

  private static long version() {
    return Directory.version(postgres.pool()).await();
  }

  /** Every row that an apply may write, as text. */
  private static List<String> everything() {
    return rows(
            """
            SELECT b::text FROM business b UNION ALL SELECT r::text FROM branch r
            UNION ALL SELECT t::text FROM till t UNION ALL SELECT u::text FROM app_user u
            UNION ALL SELECT x::text FROM user_branch x UNION ALL SELECT y::text FROM user_till y
            UNION ALL SELECT a::text FROM audit_entry a
            UNION ALL SELECT v::text FROM directory_version v
            """)
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private static Row one(String sql) {
    return rows(sql).getFirst();
  }

  private static List<Row> rows(String sql) {
    return postgres.pool().query(sql).execute().await().stream().toList();
  }
}
