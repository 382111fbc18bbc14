package tillsight.server.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/**
 * One kind of news on the event bus: its address and the record that carries it.
 *
 * <p>The bus may lose a message, so nothing may depend on one. News only ever says "look now"; what
 * there is to see is in PostgreSQL.
 */
public record Topic<T extends Record>(String address, Class<T> type) {

  /** Tells every subscriber on every node. */
  public void publish(Vertx vertx, T news) {
    vertx.eventBus().publish(address, JsonObject.mapFrom(news));
  }

  /** Subscribes the calling verticle. Completes once the whole cluster knows. */
  public Future<Void> subscribe(Vertx vertx, Consumer<T> subscriber) {
    return vertx
        .eventBus()
        .<JsonObject>consumer(address)
        .handler(message -> subscriber.accept(message.body().mapTo(type)))
        .completion();
  }
}
