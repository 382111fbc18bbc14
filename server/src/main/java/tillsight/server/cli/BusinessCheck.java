package tillsight.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tillsight.server.Config;
import tillsight.server.access.Seal;
import tillsight.server.business.CallbackToken;

/** Can each business be served: do its secrets open, would Safaricom take its addresses? */
final class BusinessCheck {

  private static final String UNDEFINED_TABLE = "42P01";
  private static final String BUSINESSES =
      "SELECT name, payer_key, callback_token, daraja FROM business ORDER BY name";

  static List<Finding> of(Connection database, Config config) throws SQLException {
    var key = config.secretsKey();
    if (key == null) {
      return List.of();
    }
    var findings = new ArrayList<Finding>();
    try (var statement = database.createStatement();
        var rows = statement.executeQuery(BUSINESSES)) {
      while (rows.next()) {
        findings.addAll(business(rows, new Seal(key.bytes())));
      }
    } catch (SQLException e) {
      if (!UNDEFINED_TABLE.equals(e.getSQLState())) {
        throw e;
      }
      return List.of();
    }
    return findings.isEmpty()
        ? List.of(
            Finding.warn(
                "businesses", "there are none yet", "add one with: tillsight apply FILE.yaml"))
        : findings;
  }

  private static List<Finding> business(ResultSet row, Seal seal) throws SQLException {
    var name = row.getString("name");
    try {
      seal.open(Seal.Purpose.PAYER_KEY, row.getBytes("payer_key"));
      var daraja = row.getBytes("daraja");
      if (daraja != null) {
        seal.open(Seal.Purpose.DARAJA_CREDENTIALS, daraja);
      }
      var token =
          new String(seal.open(Seal.Purpose.CALLBACK_TOKEN, row.getBytes("callback_token")), UTF_8);
      return List.of(
          Finding.ok("secrets of " + name, "open with TILLSIGHT_SECRETS_KEY"), token(name, token));
    } catch (IllegalArgumentException e) {
      return List.of(
          Finding.fail(
              "secrets of " + name,
              "do not open",
              "set TILLSIGHT_SECRETS_KEY to the key that they were sealed with"));
    }
  }

  private static Finding token(String name, String token) {
    return CallbackToken.forbiddenWord(token)
        .map(
            word ->
                Finding.fail(
                    "callback token of " + name,
                    "contains '" + word + "', which Safaricom refuses",
                    "give it another callbackToken with: tillsight apply"))
        .orElseGet(() -> Finding.ok("callback token of " + name, "free of forbidden words"));
  }

  private BusinessCheck() {}
}
