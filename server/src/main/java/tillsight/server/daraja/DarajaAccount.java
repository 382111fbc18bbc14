package tillsight.server.daraja;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A business's access to Daraja: the keys of its app, and what single calls need besides.
 *
 * @param shortcode the short code that the app went live with
 * @param c2bVersion v1 or v2: which C2B product is on the app
 * @param passkey for STK pushes
 * @param initiator name of the API operator, for status, balance and reversal
 * @param certificate the environment's certificate in PEM, which seals the operator's password
 * @param passwordSetOn when the operator's password was set; it lives for 90 days
 * @param nominatedNumber the Safaricom number that Pull is registered with
 */
public record DarajaAccount(
    int businessId,
    String consumerKey,
    String consumerSecret,
    String shortcode,
    String c2bVersion,
    @Nullable String passkey,
    @Nullable String initiator,
    @Nullable String initiatorPassword,
    @Nullable String certificate,
    @Nullable LocalDate passwordSetOn,
    @Nullable String nominatedNumber) {

  /** How long an operator's password lives; Safaricom gives no warning. */
  public static final int PASSWORD_DAYS = 90;

  /** What is shorter is no secret, and would be found within any text. */
  private static final int SECRET_CHARACTERS_MIN = 4;

  /** The day on which the operator's password stops working, if it is known when it was set. */
  public @Nullable LocalDate passwordExpiresOn() {
    return passwordSetOn == null ? null : passwordSetOn.plusDays(PASSWORD_DAYS);
  }

  /** What must be seen nowhere. */
  List<String> secrets() {
    return Stream.of(consumerKey, consumerSecret, passkey, initiatorPassword, nominatedNumber)
        .filter(Objects::nonNull)
        .filter(secret -> secret.length() >= SECRET_CHARACTERS_MIN)
        .toList();
  }

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return "DarajaAccount of business " + businessId + " for " + shortcode;
  }
}
