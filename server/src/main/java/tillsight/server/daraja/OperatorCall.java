package tillsight.server.daraja;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import tillsight.server.daraja.DarajaRefusal.Why;

/** A call that is made in the name of an API operator, and whose result comes by callback. */
final class OperatorCall {

  private static final int REMARKS_CHARACTERS_MAX = 100;

  private final Daraja daraja;
  private final String name;
  private final String path;
  private final String command;
  private final boolean repeatable;

  OperatorCall(Daraja daraja, String name, String path, String command, boolean repeatable) {
    this.daraja = daraja;
    this.name = name;
    this.path = path;
    this.command = command;
    this.repeatable = repeatable;
  }

  /**
   * Makes it.
   *
   * @param own the fields that this call has besides those of all
   */
  Future<Conversation> make(
      DarajaAccount account, CallbackUrls urls, String remarks, JsonObject own) {
    var problem = urls.problem(daraja.base());
    if (problem.isPresent()) {
      return Future.failedFuture(new DarajaRefusal(Why.BAD_ADDRESS, null, problem.get()));
    }
    return Future.<JsonObject>future(body -> body.complete(signed(account)))
        .map(
            body ->
                body.put("CommandID", command)
                    .mergeIn(own)
                    .put("Remarks", Remarks.of(remarks, "Tillsight", REMARKS_CHARACTERS_MAX))
                    .put("ResultURL", urls.result().toString())
                    .put("QueueTimeOutURL", urls.timeout().toString()))
        .compose(
            body ->
                daraja.ask(
                    account, new Question<>(name, path, body, repeatable, OperatorCall::begun)));
  }

  private JsonObject signed(DarajaAccount account) {
    var initiator = needed(account.initiator(), Why.INITIATOR_MISSING);
    var password = needed(account.initiatorPassword(), Why.INITIATOR_MISSING);
    var certificate = needed(account.certificate(), Why.CERTIFICATE_MISSING);
    return new JsonObject()
        .put("Initiator", initiator)
        .put(
            "SecurityCredential",
            SecurityCredential.of(password, certificate, daraja.clock().instant()));
  }

  private static String needed(@Nullable String value, Why otherwise) {
    if (value == null) {
      throw new DarajaRefusal(otherwise);
    }
    return value;
  }

  private static Conversation begun(Answer answer) {
    var said = answer.accepted();
    return new Conversation(
        // The misspelt one is what some of its calls send.
        said.text("OriginatorConversationID", "OriginatorCoversationID"),
        said.text("ConversationID"),
        CleanText.of(said.text("ResponseDescription")));
  }
}
