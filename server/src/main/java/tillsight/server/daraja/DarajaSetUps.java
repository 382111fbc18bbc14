package tillsight.server.daraja;

import static java.util.stream.Collectors.toMap;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.Till;
import tillsight.server.business.ValidationRules;
import tillsight.server.daraja.DarajaRefusal.Why;
import tillsight.server.daraja.DarajaSetUp.Credentials;
import tillsight.server.daraja.DarajaSetUp.Heard;
import tillsight.server.daraja.DarajaSetUp.Registration;
import tillsight.server.daraja.DarajaSetUp.ShortCode;
import tillsight.server.daraja.DarajaSetUp.Spooled;
import tillsight.server.daraja.DarajaSetUp.Token;
import tillsight.server.daraja.DarajaSetUp.Urls;
import tillsight.server.daraja.Registrations.Remembered;
import tillsight.server.daraja.Registrations.What;
import tillsight.server.payer.PhoneNumbers;

/** How each business stands with Daraja, and the steps that bring it further. */
public final class DarajaSetUps {

  private final Daraja daraja;
  private final DarajaAccounts accounts;
  private final PullStates pulls;
  private final TillsHeard tillsHeard;
  private final URI publicUrl;
  private final Supplier<Spooled> spooled;
  private final InstantSource clock;

  /** What the parts of a set-up say, before they are put together. */
  private record Parts(
      CallbackUrls urls,
      Optional<DarajaAccount> account,
      List<Remembered> registrations,
      Map<String, PullStates.State> pulls,
      Instant now) {}

  public DarajaSetUps(
      Daraja daraja,
      SqlClient postgres,
      Seal seal,
      URI publicUrl,
      Supplier<Spooled> spooled,
      InstantSource clock) {
    this.daraja = daraja;
    this.accounts = new DarajaAccounts(postgres, seal);
    this.pulls = new PullStates(postgres);
    this.tillsHeard = new TillsHeard(postgres);
    this.publicUrl = publicUrl;
    this.spooled = spooled;
    this.clock = clock;
  }

  /** How a business stands with Daraja. */
  public Future<DarajaSetUp> of(Business business) {
    var now = clock.instant();
    var outlets =
        business.tills().stream().filter(till -> till.kind() != Till.Kind.HEAD_OFFICE).toList();
    return parts(business, now)
        .compose(
            parts ->
                Future.all(
                        token(parts.account()),
                        tillsHeard.of(business.id(), outlets, now),
                        tillsHeard.validates(business.id()))
                    .map(
                        all ->
                            setUp(
                                business,
                                parts,
                                all.<Token>resultAt(0),
                                all.<List<Heard>>resultAt(1),
                                all.<Boolean>resultAt(2))));
  }

  /** Tries the credentials now; tells what came of it, whatever that is. */
  public Future<Token> tryKeys(Business business) {
    return account(business)
        .compose(
            account ->
                daraja
                    .tryKeys(account)
                    .transform(tried -> daraja.checked(account))
                    .map(DarajaSetUps::token));
  }

  /**
   * Registers the callback addresses of a short code, or the short code for Pull.
   *
   * @return what stands then, or why it was refused; fails if a later try may succeed
   */
  public Future<ShortCode> register(Business business, String shortCode, boolean forPull) {
    return account(business)
        .compose(account -> register(business, account, shortCode, forPull))
        .compose(
            done -> Future.succeededFuture(),
            e ->
                e instanceof DarajaRefusal refusal && !refusal.why().retryHelps()
                    ? Future.succeededFuture()
                    : Future.failedFuture(e))
        .compose(done -> parts(business, clock.instant()))
        .map(parts -> shortCode(business, parts, shortCode));
  }

  /** The short codes that are registered with Safaricom: the app's own, Paybills, head offices. */
  public Future<List<String>> shortCodes(Business business) {
    return accounts
        .of(business.id())
        .map(account -> List.copyOf(named(business, account.orElse(null)).keySet()));
  }

  private Future<Registered> register(
      Business business, DarajaAccount account, String shortCode, boolean forPull) {
    return accounts
        .urls(business.id(), publicUrl)
        .compose(
            urls ->
                forPull
                    ? new PullTransactions(daraja).register(account, shortCode, urls.result())
                    : new C2bUrls(daraja).register(account, shortCode, urls, completes(business)));
  }

  /** What is to happen to payments while we do not answer is the business's own rule. */
  private static boolean completes(Business business) {
    return business.validation().onFailure() == ValidationRules.OnFailure.ACCEPT;
  }

  private Future<DarajaAccount> account(Business business) {
    return accounts
        .of(business.id())
        .map(account -> account.orElseThrow(() -> new DarajaRefusal(Why.NO_CREDENTIALS)));
  }

  private Future<Parts> parts(Business business, Instant now) {
    return Future.all(
            accounts.urls(business.id(), publicUrl),
            accounts.of(business.id()),
            daraja.registrations().of(business.id()),
            pulls.of(business.id()))
        .map(
            all ->
                new Parts(
                    all.<CallbackUrls>resultAt(0),
                    all.<Optional<DarajaAccount>>resultAt(1),
                    all.<List<Remembered>>resultAt(2),
                    all.<Map<String, PullStates.State>>resultAt(3),
                    now));
  }

  private DarajaSetUp setUp(
      Business business, Parts parts, Token token, List<Heard> heard, boolean validates) {
    var shortCodes =
        named(business, parts.account().orElse(null)).keySet().stream()
            .map(code -> shortCode(business, parts, code))
            .toList();
    var checklist =
        new Checklist(business, parts.account().orElse(null), parts.now())
            .steps(parts.urls(), daraja.base(), token, shortCodes, heard, validates);
    return new DarajaSetUp(
        publicUrl.toString(),
        Urls.of(parts.urls()),
        parts.urls().problem(daraja.base()).stream().toList(),
        credentials(parts.account().orElse(null)),
        token,
        shortCodes,
        heard,
        spooled.get(),
        checklist);
  }

  private Future<Token> token(Optional<DarajaAccount> account) {
    return account
        .map(daraja::checked)
        .orElseGet(() -> Future.succeededFuture(AccessTokens.Checked.NEVER))
        .map(DarajaSetUps::token);
  }

  private static Token token(AccessTokens.Checked checked) {
    return new Token(checked.state(), checked.checkedAt(), checked.expiresAt(), checked.detail());
  }

  private static Credentials credentials(@Nullable DarajaAccount account) {
    if (account == null) {
      return new Credentials(false, null, null, false, null, false, null, null, null);
    }
    var number = account.nominatedNumber();
    return new Credentials(
        true,
        account.shortcode(),
        account.c2bVersion(),
        account.passkey() != null,
        account.initiator(),
        account.certificate() != null,
        number == null ? null : PhoneNumbers.hide(number),
        account.passwordSetOn(),
        account.passwordExpiresOn());
  }

  /** Short codes with what they are called, the app's own first. */
  private static Map<String, String> named(Business business, @Nullable DarajaAccount account) {
    var named = new LinkedHashMap<String, String>();
    if (account != null) {
      named.put(account.shortcode(), "The app's own short code");
    }
    business.tills().stream()
        .filter(till -> till.kind() != Till.Kind.BUY_GOODS)
        .forEach(till -> named.put(till.code(), till.name()));
    business.tills().stream()
        .filter(till -> named.containsKey(till.code()))
        .forEach(till -> named.put(till.code(), till.name()));
    return named;
  }

  private static ShortCode shortCode(Business business, Parts parts, String code) {
    var known = parts.registrations().stream().filter(one -> one.shortCode().equals(code)).toList();
    var byWhat = known.stream().collect(toMap(Remembered::what, one -> one));
    var urls = byWhat.get(What.URLS.word());
    return new ShortCode(
        code,
        named(business, parts.account().orElse(null)).getOrDefault(code, code),
        business.till(code).map(Till::kind).orElse(Till.Kind.HEAD_OFFICE).word(),
        urls == null
            ? Registration.NEVER
            : new Registration(urls.state(), urls.at(), urls.version(), urls.detail()),
        parts
            .pulls()
            .getOrDefault(code, PullStates.State.NONE)
            .with(byWhat.get(What.PULL.word()), parts.now()));
  }
}
