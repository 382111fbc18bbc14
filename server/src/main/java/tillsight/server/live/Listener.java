package tillsight.server.live;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Set;
import tillsight.server.access.Caller;
import tillsight.server.access.Permission;
import tillsight.server.http.JsonText;
import tillsight.server.payment.PaymentLine;

/** Someone who watches: what they may see, and the line on which it is sent to them. */
public final class Listener {

  /** Past this the reader is too slow; it is cut off and comes back for what it missed. */
  private static final int QUEUED_BYTES_MAX = 1024 * 1024;

  private final Caller caller;
  private final Instant tokenExpiresAt;
  private final Set<Integer> tills;
  private final ZoneId zone;
  private final Context context;
  private final HttpServerResponse response;

  /** To be made on the context of the request. */
  public Listener(
      Caller caller,
      Instant tokenExpiresAt,
      Set<Integer> tills,
      ZoneId zone,
      Context context,
      HttpServerResponse response) {
    this.caller = caller;
    this.tokenExpiresAt = tokenExpiresAt;
    this.tills = tills;
    this.zone = zone;
    this.context = context;
    this.response = response;
  }

  Caller caller() {
    return caller;
  }

  Instant tokenExpiresAt() {
    return tokenExpiresAt;
  }

  Set<Integer> tills() {
    return tills;
  }

  ZoneId zone() {
    return zone;
  }

  boolean closed() {
    return response.closed() || response.ended();
  }

  void onClose(Runnable action) {
    response.closeHandler(closed -> action.run());
    response.exceptionHandler(broken -> action.run());
  }

  /** Opens the stream. Tells the reader to come back after two seconds if it breaks. */
  void start() {
    context.runOnContext(
        now -> {
          response
              .setChunked(true)
              .setWriteQueueMaxSize(QUEUED_BYTES_MAX)
              .putHeader("Content-Type", "text/event-stream")
              .putHeader("X-Accel-Buffering", "no");
          response.write("retry: 2000\n\n");
        });
  }

  /** Sends those of the payments that this listener may see. */
  void payments(Collection<PaymentLine> lines, LocalDate today) {
    var text = new StringBuilder();
    for (var line : lines) {
      if (sees(line, today)) {
        var shown = caller.may(Permission.CUSTOMERS) ? line : line.withoutCustomer();
        text.append("event: payment\nid: ").append(line.callbackId()).append("\ndata: ");
        text.append(JsonText.of(shown)).append("\n\n");
      }
    }
    send(text.toString());
  }

  void summary(Today today) {
    send("event: summary\ndata: " + JsonText.of(today) + "\n\n");
  }

  /** A comment, which keeps proxies from closing a line on which nothing happens. */
  void heartbeat() {
    send(":\n\n");
  }

  void end() {
    context.runOnContext(
        now -> {
          if (!closed()) {
            response.end();
          }
        });
  }

  private boolean sees(PaymentLine line, LocalDate today) {
    return tills.contains(line.tillId())
        && (caller.may(Permission.PAST) || LocalDate.ofInstant(line.paidAt(), zone).equals(today));
  }

  private void send(String text) {
    if (text.isEmpty()) {
      return;
    }
    context.runOnContext(
        now -> {
          if (closed()) {
            return;
          }
          if (response.writeQueueFull()) {
            response.reset();
          } else {
            response.write(text);
          }
        });
  }
}
