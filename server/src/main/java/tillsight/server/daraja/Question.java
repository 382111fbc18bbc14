package tillsight.server.daraja;

import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * A call of Daraja.
 *
 * @param name of the API, for metrics
 * @param repeatable whether asking twice does no more than asking once
 * @param reader what the answer means; throws a DarajaRefusal if it is none
 */
record Question<T>(
    String name, String path, JsonObject body, boolean repeatable, Function<Answer, T> reader) {

  /** Leaves the body out: it may hold credentials and phone numbers. */
  @Override
  public String toString() {
    return "Question " + name;
  }
}
