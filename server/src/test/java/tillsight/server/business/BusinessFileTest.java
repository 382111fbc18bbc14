package tillsight.server.business;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tillsight.server.daraja.TestCertificate;

class BusinessFileTest {

  @Test
  void readsTheWholeContract() {
    var business =
        BusinessFile.read(
                """
                businesses:
                  - name: "  Acme   Stores "
                    timezone: Africa/Nairobi
                    callbackToken: 0123456789bdfghjklnprtvwxyz
                    validation: {accounts: [acc001, "Sample  Transaction", 0123], minimum: 1,
                                 maximum: 99.50, blockedPayers: [254700000000], onFailure: reject}
                    daraja: {consumerKey: k, consumerSecret: s, shortcode: 600984}
                    branches:
                      - name: Westlands
                        tills:
                          - {code: 600984, kind: paybill, name: Head office}
                          - {code: 5120001, kind: buy-goods, name: Counter 1, headOffice: 5120000,
                             storeNumber: 0012345}
                    users:
                      - {username: Owner@Acme, role: owner, password: correct horse}
                      - {username: west, role: manager, branches: [Westlands], tills: [600984],
                         passwordHash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g"}
                """)
            .businesses()
            .getFirst();

    assertThat(business.name()).isEqualTo("Acme Stores");
    var rules = business.validation().orElseThrow();
    assertThat(rules.accounts()).containsExactly("0123", "ACC001", "SAMPLE TRANSACTION");
    assertThat(rules.minimumCents()).isEqualTo(1_00);
    assertThat(rules.maximumCents()).isEqualTo(99_50);
    assertThat(rules.blockedPayers()).singleElement().asString().startsWith("sha256:");
    assertThat(rules.onFailure()).isEqualTo(ValidationRules.OnFailure.REJECT);
    assertThat(business.daraja().orElseThrow().shortcode()).isEqualTo("600984");
    assertThat(business.daraja().orElseThrow().c2bVersion()).isEmpty();
    assertThat(business.tills())
        .extracting(BusinessFile.WantedTill::storeNumber)
        .containsExactly(null, "0012345");
    assertThat(business.users().getFirst().username()).isEqualTo("owner@acme");
    assertThat(business.users().getLast().tills()).containsExactly("600984");
  }

  @Test
  void readsWhatDarajaNeedsBesidesItsKeys() {
    var daraja =
        daraja(
            """
            consumerKey: k, consumerSecret: s, shortcode: 600984, c2bVersion: v1, passkey: p,
            initiator: operator1, initiatorPassword: "Secret#1", passwordSetOn: 2026-01-31,
            nominatedNumber: 0708374149
            """);

    assertThat(daraja.c2bVersion()).contains("v1");
    assertThat(daraja.passkey()).contains("p");
    assertThat(daraja.initiator()).contains("operator1");
    assertThat(daraja.initiatorPassword()).contains("Secret#1");
    assertThat(daraja.passwordSetOn()).contains(LocalDate.parse("2026-01-31"));
    assertThat(daraja.nominatedNumber()).contains("254708374149");
    assertThat(daraja.toString()).isEqualTo("WantedDaraja 600984");
  }

  @Test
  void takesACertificateAsTextAndFromAFileBesideIt(@TempDir Path folder) throws IOException {
    var pem = TestCertificate.make("RSA", "-1d", 30).pem();
    Files.writeString(folder.resolve("daraja.cer"), "header\n" + pem);
    var asText =
        "businesses:\n  - name: Acme\n    daraja:\n      consumerKey: k\n"
            + "      consumerSecret: s\n      shortcode: 600984\n      certificate: |\n"
            + pem.indent(8);
    var fromFile =
        "businesses: [{name: Acme, daraja: {consumerKey: k, consumerSecret: s, shortcode: 600984,"
            + " certificate: '@daraja.cer'}}]";

    assertThat(certificate(BusinessFile.read(asText))).isEqualTo(pem.strip());
    assertThat(certificate(BusinessFile.read(fromFile, folder))).endsWith(pem.strip());
    assertThat(errors(fromFile)).singleElement().asString().contains("daraja.cer, which cannot be");
  }

  private static String certificate(BusinessFile file) {
    return file.businesses().getFirst().daraja().orElseThrow().certificate().orElseThrow();
  }

  private static BusinessFile.WantedDaraja daraja(String entries) {
    return BusinessFile.read("businesses: [{name: Acme, daraja: {" + entries + "}}]")
        .businesses()
        .getFirst()
        .daraja()
        .orElseThrow();
  }

  @Test
  void leavesOutWhatTheFileDoesNotMention() {
    var business = BusinessFile.read("businesses: [{name: Acme}]").businesses().getFirst();

    assertThat(business.timezone()).isEmpty();
    assertThat(business.callbackToken()).isEmpty();
    assertThat(business.validation()).isEmpty();
    assertThat(business.daraja()).isEmpty();
    assertThat(business.branches()).isEmpty();
    assertThat(business.users()).isEmpty();
  }

  @Test
  void namesLineAndColumnOfEveryErrorInOrder() {
    var lines =
        errors(
            """
            businesses:
              - name: Acme
                tils: 3
                branches:
                  - name: Westlands
                    tills:
                      - {code: 60, kind: shop}
                      - {code: "5120001", kind: buy-goods, name: A}
                      - {code: "5120001", kind: buy-goods, name: B}
              - name: Acme
            """);

    assertThat(lines)
        .containsExactly(
            "line 3, column 5: 'tils' is not known here; use name, timezone, callbackToken,"
                + " validation, daraja, branches, users",
            "line 7, column 13: name is missing; add it",
            "line 7, column 20: code is '60'; it must have 5 to 7 digits",
            "line 7, column 30: kind is 'shop'; it must be paybill or buy-goods",
            "line 9, column 20: the till 5120001 is already on line 8; remove one",
            "line 10, column 11: the business Acme is already on line 2; remove one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "3",
        "- a",
        "a: [",
        "a: \"x",
        "a: b: c",
        "\t",
        "businesses",
        "a: *b",
        "? [x]\n: y",
        "businesses:",
        "businesses: {}",
        "businesses: [3]",
        "businesses: [[]]",
        "businesses: [{name: [a]}]",
        "businesses: [{name: }]",
        "businesses: [{name: a, name: b}]",
        "businesses: []\nbusinesses: []",
        "%YAML 9",
        "--- a\n--- b",
        "businesses: &a [*a]",
        "\u0000"
      })
  void refusesWhatIsNoApplyFile(String yaml) {
    assertThat(errors(yaml)).isNotEmpty().allMatch(line -> line.startsWith("line "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timezone: Nairobi | IANA zone such as Africa/Nairobi",
        "timezone: +03:00 | IANA zone such as Africa/Nairobi",
        "timezone: Asia/Kolkata | not whole hours",
        "timezone: Australia/Lord_Howe | not whole hours",
        "callbackToken: abc | has 3 characters; give it 22",
        "callbackToken: 0123456789mysql0123456789 | contains 'sql'",
        "validation: {minimum: 1e3} | write shillings",
        "validation: {minimum: -1} | write shillings",
        "validation: {maximum: 1.234} | write shillings",
        "validation: {minimum: 2, maximum: 1} | minimum is more than maximum",
        "validation: {blockedPayers: ['0700000000']} | neither a number of 12 digits",
        "validation: {onFailure: maybe} | it must be accept or reject",
        "validation: {accounts: [a, [b]]} | accounts must be a single value",
        "daraja: {consumerKey: k} | consumerSecret is missing",
        "daraja: {consumerKey: k, consumerSecret: s, shortcode: 600984, c2bVersion: 2} | v1 or v2",
        "daraja: {consumerKey: 'a b', consumerSecret: s, shortcode: 600984} | copy it again",
        "daraja: {consumerKey: 'a:b', consumerSecret: s, shortcode: 600984} | copy it again",
        "daraja: {consumerKey: k, consumerSecret: s, shortcode: 600984, initiatorPassword: a@b} | has one of @ . ( )",
        "daraja: {consumerKey: k, consumerSecret: s, shortcode: 600984, passwordSetOn: 31.1.2026} | a date that is not in the future",
        "daraja: {consumerKey: k, consumerSecret: s, shortcode: 600984, passwordSetOn: 2999-01-01} | a date that is not in the future",
        "daraja: {consumerKey: k, consumerSecret: s, shortcode: 600984, nominatedNumber: 712} | is no Kenyan mobile number",
        "daraja: {consumerKey: k, consumerSecret: s, shortcode: 600984, certificate: abc} | no certificate in PEM form",
        "daraja: {consumerKey: k, consumerSecret: s, shortcode: 600984, certificate: '-----BEGIN CERTIFICATE-----'} | is damaged",
        "branches: [{name: A}, {name: A}] | named A is already on line 1",
        "branches: [{name: A, tills: [{code: 12345, kind: paybill, name: x, headOffice: 12345}]}] | is the till itself",
        "users: [{username: a b, role: owner}] | has a space",
        "users: [{username: a, role: boss}] | it must be owner",
        "users: [{username: a, role: owner, password: short}] | has 5 characters; give it at least 10",
        "users: [{username: a, role: owner, passwordHash: $2a$10$x}] | is no Argon2id hash",
        "users: [{username: a, role: owner, password: 0123456789, passwordHash: x}] | both given",
        "users: [{username: a, role: cashier}] | list at least one",
        "users: [{username: a, role: manager, branches: []}] | list at least one",
        "users: [{username: a, role: owner, branches: [A]}] | sees the whole business",
        "users: [{username: a, role: owner}, {username: A, role: owner}] | user a is already",
      })
  void refusesEachRuleBrokenWithTheRemedy(String entry, String remedy) {
    assertThat(errors("businesses: [{name: Acme, " + entry + "}]"))
        .anyMatch(line -> line.contains(remedy));
  }

  @Test
  void repeatsNoSecretInAComplaint() {
    assertThat(
            errors(
                """
                businesses:
                  - name: Acme
                    callbackToken: 0123456789mysql0123456789
                    validation: {blockedPayers: ["0712345678"]}
                    daraja: {consumerKey: hunter 4, consumerSecret: "hunter:5", shortcode: 600984,
                             initiatorPassword: hunter@6, certificate: hunter7,
                             nominatedNumber: "712345678"}
                    users:
                      - {username: a, role: owner, password: hunter2, passwordHash: x$hunter3}
                """))
        .noneMatch(line -> line.matches(".*(hunter|712345678|0123456789mysql).*"));
  }

  private static List<String> errors(String yaml) {
    return catchThrowableOfType(BusinessFile.Wrong.class, () -> BusinessFile.read(yaml)).lines();
  }
}
