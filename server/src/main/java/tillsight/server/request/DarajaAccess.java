package tillsight.server.request;

import io.vertx.core.Future;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import tillsight.server.business.Till;
import tillsight.server.daraja.CallbackUrls;
import tillsight.server.daraja.DarajaAccount;
import tillsight.server.daraja.DarajaAccounts;
import tillsight.server.daraja.DarajaRefusal.Why;
import tillsight.server.http.Refused;

/** What it takes to ask Daraja for something: refused, with what to do, where it is missing. */
public final class DarajaAccess {

  private final DarajaAccounts accounts;
  private final URI publicUrl;

  /** The credentials of a business, and the addresses that answers come to. */
  public record Access(DarajaAccount account, CallbackUrls urls) {

    /** The short code on whose account a till is asked about: a Paybill's own, else the app's. */
    String shortCode(Till till) {
      var headOffice = till.headOffice();
      return till.kind() != Till.Kind.BUY_GOODS
          ? till.code()
          : headOffice == null ? account.shortcode() : headOffice;
    }
  }

  /**
   * @param publicUrl where Safaricom reaches this server
   */
  public DarajaAccess(DarajaAccounts accounts, URI publicUrl) {
    this.accounts = accounts;
    this.publicUrl = publicUrl;
  }

  /** For calls that any app may make. */
  public Future<Access> of(int businessId) {
    return accounts
        .of(businessId)
        .compose(
            account ->
                account.isEmpty()
                    ? Future.failedFuture(missing(Why.NO_CREDENTIALS))
                    : accounts
                        .urls(businessId, publicUrl)
                        .map(urls -> new Access(account.get(), urls)));
  }

  /** For calls that are made in the name of an API operator. */
  public Future<Access> asOperator(int businessId) {
    return of(businessId)
        .compose(
            access ->
                lacks(access.account())
                    .<Future<Access>>map(why -> Future.failedFuture(missing(why)))
                    .orElseGet(() -> Future.succeededFuture(access)));
  }

  /** What a call in the name of an operator would lack. */
  static Optional<Why> lacks(DarajaAccount account) {
    if (account.initiator() == null || account.initiatorPassword() == null) {
      return Optional.of(Why.INITIATOR_MISSING);
    }
    return account.certificate() == null ? Optional.of(Why.CERTIFICATE_MISSING) : Optional.empty();
  }

  private static Refused missing(Why why) {
    return Refused.conflict(sentence(why.sentence() + "; " + why.remedy()));
  }

  static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
  }
}
