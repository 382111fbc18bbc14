package tillsight.server.daraja;

import static tillsight.server.payment.Receipt.EAT;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tillsight.server.daraja.DarajaRefusal.Why;
import tillsight.server.daraja.Registered.State;
import tillsight.server.daraja.Registrations.What;

/** Asks for the transactions of a short code, of the last 48 hours. */
public final class PullTransactions {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final String VERSION = "v1";

  private final Daraja daraja;

  public PullTransactions(Daraja daraja) {
    this.daraja = daraja;
  }

  /** Registers a short code for Pull; once is enough, and a second time does no harm. */
  public Future<Registered> register(DarajaAccount account, String shortCode, URI callback) {
    return refusal(account, callback)
        .<Future<Registered>>map(Future::failedFuture)
        .orElseGet(() -> ask(account, shortCode, callback))
        .compose(
            done -> daraja.registrations().stands(account, shortCode, What.PULL, done),
            e -> daraja.registrations().refused(account, shortCode, What.PULL, e));
  }

  private Optional<DarajaRefusal> refusal(DarajaAccount account, URI callback) {
    if (account.nominatedNumber() == null) {
      return Optional.of(new DarajaRefusal(Why.NUMBER_MISSING));
    }
    return CallbackUrls.problem(callback, daraja.base())
        .map(problem -> new DarajaRefusal(Why.BAD_ADDRESS, null, problem));
  }

  private Future<Registered> ask(DarajaAccount account, String shortCode, URI callback) {
    var body =
        new JsonObject()
            .put("ShortCode", shortCode)
            .put("RequestType", "Pull")
            .put("NominatedNumber", account.nominatedNumber())
            .put("CallBackURL", callback.toString());
    return daraja.ask(
        account,
        new Question<>(
            "pull-register",
            "/pulltransactions/v1/register",
            body,
            true,
            PullTransactions::registered));
  }

  static Registered registered(Answer answer) {
    return switch (answer.said().text("ResponseStatus", "ResponseCode")) {
      case "1000", "0" ->
          new Registered(State.REGISTERED, VERSION, "Its transactions can be pulled.");
      case "1001" -> new Registered(State.ALREADY, VERSION, "It was registered for Pull before.");
      default -> throw Fault.of(answer.status(), answer.body()).refusal();
    };
  }

  /**
   * One page of the transactions between two times.
   *
   * @param offset how many rows came before; Daraja decides how many a page has
   */
  public Future<PullPage> page(
      DarajaAccount account, String shortCode, Instant from, Instant to, int offset) {
    var body =
        new JsonObject()
            .put("ShortCode", shortCode)
            .put("StartDate", TIME.format(from.atOffset(EAT)))
            .put("EndDate", TIME.format(to.atOffset(EAT)))
            .put("OffSetValue", Integer.toString(offset));
    return daraja.ask(
        account,
        new Question<>("pull", "/pulltransactions/v1/query", body, true, PullTransactions::page));
  }

  private static PullPage page(Answer answer) {
    return switch (PullAnswer.parse(answer.body().getBytes())) {
      case PullAnswer.Told(var page) -> page;
      // With its status, which says more about some failures than the body does.
      case PullAnswer.Failed(var refusal) ->
          throw Fault.of(answer.status(), answer.body()).refusal();
    };
  }
}
