package tillsight.server.daraja;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came back from Daraja, whatever it is.
 *
 * @param date the time at Daraja, if it said so
 */
record Answer(int status, Buffer body, @Nullable Instant date) {

  /**
   * The fields of a success.
   *
   * @throws DarajaRefusal if it is none
   */
  Said said() {
    var fault = Fault.of(status, body);
    var said = Said.of(body);
    if (status < 200 || status > 299 || said.isEmpty() || isFault(said.get())) {
      throw fault.refusal();
    }
    return said.get();
  }

  /**
   * The fields of an acknowledgement: a success whose ResponseCode says so too.
   *
   * @throws DarajaRefusal if it is none
   */
  Said accepted() {
    var said = said();
    if (!ResultCode.isSuccess(said.text("ResponseCode"))) {
      throw Fault.of(status, body).refusal();
    }
    return said;
  }

  private static boolean isFault(Said said) {
    return !said.text("errorCode").isEmpty()
        || said.inner("Envelope").isPresent()
        || said.inner("fault").isPresent();
  }

  /** Leaves the body out. */
  @Override
  public String toString() {
    return "Answer with HTTP " + status;
  }
}
