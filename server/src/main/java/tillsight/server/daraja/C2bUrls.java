package tillsight.server.daraja;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import tillsight.server.daraja.DarajaRefusal.Why;
import tillsight.server.daraja.Registered.State;
import tillsight.server.daraja.Registrations.Remembered;
import tillsight.server.daraja.Registrations.What;

/**
 * Tells Safaricom where to call back for payments to a short code.
 *
 * <p>An app has C2B v1 or v2, and the other is refused as a product that it lacks. Which one it is
 * cannot be asked, so the other is tried once, and what worked is remembered.
 */
public final class C2bUrls {

  private static final String V1 = "v1";
  private static final String V2 = "v2";

  private final Daraja daraja;

  public C2bUrls(Daraja daraja) {
    this.daraja = daraja;
  }

  /**
   * Registers the addresses.
   *
   * @param completedWhenUnreachable whether payments go through when we do not answer a validation
   */
  public Future<Registered> register(
      DarajaAccount account,
      String shortCode,
      CallbackUrls urls,
      boolean completedWhenUnreachable) {
    var problem = urls.problem(daraja.base());
    if (problem.isPresent()) {
      var why = urls.problem().isPresent() ? Why.FORBIDDEN_WORD : Why.BAD_ADDRESS;
      return daraja
          .registrations()
          .refused(account, shortCode, What.URLS, new DarajaRefusal(why, null, problem.get()));
    }
    var body =
        new JsonObject()
            .put("ShortCode", shortCode)
            .put("ResponseType", completedWhenUnreachable ? "Completed" : "Cancelled")
            .put("ConfirmationURL", urls.confirmation().toString())
            .put("ValidationURL", urls.validation().toString());
    return daraja
        .registrations()
        .of(account.businessId())
        .map(known -> version(account, known))
        .compose(version -> register(account, body, version))
        .compose(
            done -> daraja.registrations().stands(account, shortCode, What.URLS, done),
            e -> daraja.registrations().refused(account, shortCode, What.URLS, e));
  }

  /** What worked before, unless the apply file has asked for another since. */
  private static String version(DarajaAccount account, List<Remembered> known) {
    return known.stream()
        .filter(one -> one.what().equals(What.URLS.word()))
        .filter(one -> account.c2bVersion().equals(one.askedVersion()))
        .map(Remembered::version)
        .filter(version -> V1.equals(version) || V2.equals(version))
        .findFirst()
        .orElse(account.c2bVersion());
  }

  private Future<Registered> register(DarajaAccount account, JsonObject body, String version) {
    var other = version.equals(V1) ? V2 : V1;
    return ask(account, body, version)
        .recover(e -> isMissing(e) ? ask(account, body, other) : Future.failedFuture(e))
        .recover(
            e ->
                isMissing(e)
                    // A token knows only the products that the app had when it was made.
                    ? daraja.forgetToken(account).compose(done -> Future.failedFuture(e))
                    : Future.failedFuture(e));
  }

  private Future<Registered> ask(DarajaAccount account, JsonObject body, String version) {
    return daraja
        .ask(
            account,
            new Question<>(
                "c2b-register",
                "/mpesa/c2b/%s/registerurl".formatted(version),
                body,
                true,
                answer -> registered(answer, version)))
        .recover(
            e ->
                e instanceof DarajaRefusal refusal && refusal.why() == Why.ALREADY_REGISTERED
                    ? Future.succeededFuture(already(version))
                    : Future.failedFuture(e));
  }

  private static Registered registered(Answer answer, String version) {
    var said = answer.said().text("ResponseDescription", "errorMessage");
    // The form of 2019: a success that names no code.
    if (said.toLowerCase(Locale.ROOT).contains("already registered")) {
      return already(version);
    }
    answer.accepted();
    return new Registered(State.REGISTERED, version, "Safaricom calls these addresses back.");
  }

  private static Registered already(String version) {
    return new Registered(
        State.ALREADY,
        version,
        "Addresses are registered already, and Safaricom does not tell which. If payments do not"
            + " arrive, delete them under Self Services > URL Management on"
            + " developer.safaricom.co.ke, and register again.");
  }

  private static boolean isMissing(Throwable e) {
    return e instanceof DarajaRefusal refusal && refusal.why() == Why.PRODUCT_MISSING;
  }
}
