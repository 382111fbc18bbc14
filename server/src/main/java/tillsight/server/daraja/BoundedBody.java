package tillsight.server.daraja;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/** Takes an answer's body up to a limit, so that whatever answers cannot fill our memory. */
final class BoundedBody implements BodyStream<Buffer> {

  static final int BYTES_MAX = 4 * 1024 * 1024;

  private final Promise<Buffer> result = Promise.promise();
  private final Buffer body = Buffer.buffer();

  static BodyCodec<Buffer> codec() {
    return BoundedBody::new;
  }

  @Override
  public Future<Void> write(Buffer chunk) {
    if (body.length() + chunk.length() > BYTES_MAX) {
      var tooLarge = new DarajaRefusal(DarajaRefusal.Why.UNREADABLE, null, "over 4 MiB");
      result.tryFail(tooLarge);
      return Future.failedFuture(tooLarge);
    }
    body.appendBuffer(chunk);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> end() {
    result.tryComplete(body);
    return Future.succeededFuture();
  }

  @Override
  public Future<Buffer> result() {
    return result.future();
  }

  @Override
  public void handle(Throwable broken) {
    result.tryFail(broken);
  }

  @Override
  public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }

  @Override
  public WriteStream<Buffer> setWriteQueueMaxSize(int size) {
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  @Override
  public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
    return this;
  }
}
