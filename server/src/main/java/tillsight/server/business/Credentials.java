package tillsight.server.business;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Optional;
import tillsight.server.business.BusinessFile.WantedDaraja;

/** Daraja credentials in the form in which they are sealed: JSON, without what is not known. */
final class Credentials {

  private static final String PASSWORD = "initiatorPassword";
  private static final String SET_ON = "passwordSetOn";

  /**
   * What is stored, with what the file says put over it. What the file does not mention stays.
   *
   * @param today from when a new password counts, unless the file says when it was set
   */
  static JsonObject merged(JsonObject stored, WantedDaraja wanted, LocalDate today) {
    var merged =
        stored
            .copy()
            .put("consumerKey", wanted.consumerKey())
            .put("consumerSecret", wanted.consumerSecret())
            .put("shortcode", wanted.shortcode())
            .put(
                "c2bVersion",
                wanted.c2bVersion().orElseGet(() -> stored.getString("c2bVersion", "v2")));
    put(merged, "passkey", wanted.passkey());
    put(merged, "initiator", wanted.initiator());
    put(merged, PASSWORD, wanted.initiatorPassword());
    put(merged, "certificate", wanted.certificate());
    put(merged, "nominatedNumber", wanted.nominatedNumber());
    var isNew =
        wanted
            .initiatorPassword()
            .filter(password -> !password.equals(stored.getString(PASSWORD)))
            .isPresent();
    put(
        merged,
        SET_ON,
        wanted.passwordSetOn().or(() -> isNew ? Optional.of(today) : Optional.empty()));
    return merged;
  }

  private static void put(JsonObject json, String name, Optional<?> value) {
    value.ifPresent(known -> json.put(name, known.toString()));
  }

  private Credentials() {}
}
