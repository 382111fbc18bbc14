package tillsight.server.simulator.safaricom;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of a request.
 *
 * @param transactionId receipt of what was done
 * @param parameters in order; a name may come twice
 */
record Result(String code, String description, String transactionId, List<Parameter> parameters) {

  /** Something told about it. */
  record Parameter(String key, Object value) {}

  private static final int FEW_MAX = 2;
  private static final String DONE = "The service request is processed successfully.";

  static Result done(String transactionId, Parameter... parameters) {
    return new Result("0", DONE, transactionId, List.of(parameters));
  }

  static Result refused(String code, String description, String transactionId) {
    return new Result(code, description, transactionId, List.of());
  }

  /**
   * As it is sent.
   *
   * @param odd with numbers as text, and of a few parameters only the first, without a list
   */
  JsonObject json(Conversation conversation, boolean odd) {
    var result =
        new JsonObject()
            .put("ResultType", odd ? "0" : 0)
            .put("ResultCode", odd ? code : number(code))
            .put("ResultDesc", description)
            .put("OriginatorConversationID", conversation.originatorId())
            .put("ConversationID", conversation.id())
            .put("TransactionID", transactionId);
    if (!parameters.isEmpty()) {
      result.put("ResultParameters", new JsonObject().put("ResultParameter", told(odd)));
    }
    var reference =
        new JsonObject()
            .put("Key", "QueueTimeoutURL")
            .put("Value", conversation.timeout().toString());
    result.put("ReferenceData", new JsonObject().put("ReferenceItem", reference));
    return new JsonObject().put("Result", result);
  }

  private Object told(boolean odd) {
    var list = new ArrayList<JsonObject>();
    for (var parameter : parameters) {
      var value = odd ? parameter.value().toString() : parameter.value();
      list.add(new JsonObject().put("Key", parameter.key()).put("Value", value));
    }
    return odd && list.size() <= FEW_MAX ? list.getFirst() : new JsonArray(list);
  }

  /** Codes are numbers where they can be. */
  private static Object number(String code) {
    return code.chars().allMatch(Character::isDigit) ? (Object) Integer.parseInt(code) : code;
  }

  /** Leaves out what was told. */
  @Override
  public String toString() {
    return "Result " + code + " of " + transactionId;
  }
}
