package tillsight.server.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Sends confirmations over real HTTP connections and times each answer. Speaks just enough HTTP to
 * leave the machine to the server: it knows how long the one right answer is.
 */
final class Load {

  private static final byte[] GOOD =
      "HTTP/1.1 200".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final long LATENCY_MAX_US = 60_000_000;

  /**
   * What came of it. Latencies in microseconds, from the moment a request was due.
   *
   * @param sentAt when each request was sent, in order; of an open loop only
   * @param acknowledged receipts that were answered with 200; of an open loop only
   */
  record Result(
      long answered,
      long failed,
      double seconds,
      Histogram latency,
      List<Long> sentAt,
      List<String> acknowledged) {

    double rate() {
      return answered / seconds;
    }

    double ms(double percentile) {
      return latency.getValueAtPercentile(percentile) / 1000.0;
    }
  }

  private final Vertx vertx;
  private final int port;
  private final Requests requests;
  private final Histogram latency = new Histogram(LATENCY_MAX_US, 3);
  private final List<Connection> connections = new ArrayList<>();
  private final ArrayDeque<Connection> free = new ArrayDeque<>();
  private final ArrayDeque<Long> due = new ArrayDeque<>();
  private boolean counting;
  private boolean running;
  private boolean open;
  private long answered;
  private long failed;
  private final List<Long> sentAt = new ArrayList<>();
  private final List<String> acknowledged = new ArrayList<>();

  Load(Vertx vertx, int port, Requests requests) {
    this.vertx = vertx;
    this.port = port;
    this.requests = requests;
  }

  /** As fast as so many connections allow, each waiting for its answer before it sends again. */
  Result closed(int connections, Duration warmUp, Duration measured) {
    return run(connections, warmUp, measured, 0);
  }

  /** So many a second, however long the answers take: what waits for a connection waits visibly. */
  Result open(int perSecond, int connections, Duration warmUp, Duration measured) {
    return run(connections, warmUp, measured, perSecond);
  }

  private Result run(int n, Duration warmUp, Duration measured, int perSecond) {
    Promise<Result> result = Promise.promise();
    vertx.runOnContext(start -> begin(n, warmUp, measured, perSecond, result));
    return result.future().await();
  }

  private void begin(
      int n, Duration warmUp, Duration measured, int perSecond, Promise<Result> result) {
    var client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    Future.all(IntStream.range(0, n).mapToObj(i -> connect(client)).toList())
        .onFailure(result::fail)
        .onSuccess(
            connected -> {
              running = true;
              open = perSecond > 0;
              var timer = open ? pace(perSecond) : -1;
              connections.forEach(connection -> next(connection));
              vertx.setTimer(
                  Math.max(1, warmUp.toMillis()),
                  warm -> {
                    counting = true;
                    var start = System.nanoTime();
                    vertx.setTimer(
                        measured.toMillis(), end -> finish(client, timer, start, result));
                  });
            });
  }

  private long pace(int perSecond) {
    var start = System.nanoTime();
    var sent = new long[1];
    return vertx.setPeriodic(
        1,
        tick -> {
          var should = (System.nanoTime() - start) * perSecond / 1_000_000_000L;
          for (; sent[0] < should; sent[0]++) {
            due.add(start + sent[0] * 1_000_000_000L / perSecond);
          }
          while (!due.isEmpty() && !free.isEmpty()) {
            send(free.poll(), due.poll());
          }
        });
  }

  private void finish(NetClient client, long timer, long start, Promise<Result> result) {
    var seconds = (System.nanoTime() - start) / 1e9;
    counting = false;
    running = false;
    vertx.cancelTimer(timer);
    var done =
        new Result(
            answered, failed, seconds, latency, List.copyOf(sentAt), List.copyOf(acknowledged));
    client.close().onComplete(closed -> result.complete(done));
  }

  private Future<Void> connect(NetClient client) {
    return client
        .connect(port, "localhost")
        .map(
            socket -> {
              var connection = new Connection(socket);
              connections.add(connection);
              socket.handler(connection::received);
              socket.closeHandler(closed -> connection.lost());
              return null;
            });
  }

  private void next(Connection connection) {
    if (!running) {
      return;
    }
    if (!open) {
      send(connection, System.nanoTime());
    } else if (due.isEmpty()) {
      free.add(connection);
    } else {
      send(connection, due.poll());
    }
  }

  private void send(Connection connection, long dueAt) {
    connection.dueAt = dueAt;
    if (open) {
      sentAt.add(System.nanoTime());
    }
    var request = requests.next();
    connection.receipt = open ? requests.receipt(request) : "";
    connection.socket.write(request);
  }

  private final class Connection {
    private final NetSocket socket;
    private Buffer partial = Buffer.buffer();
    private int answerBytes;
    private long dueAt;
    private String receipt = "";

    Connection(NetSocket socket) {
      this.socket = socket;
    }

    private void received(Buffer bytes) {
      var answer = partial.length() == 0 ? bytes : partial.appendBuffer(bytes);
      if (answerBytes == 0) {
        answerBytes = length(answer);
      }
      if (answerBytes == 0 || answer.length() < answerBytes) {
        partial = partial.length() == 0 ? bytes.copy() : partial;
        return;
      }
      partial = Buffer.buffer();
      var good = isGood(answer);
      if (good && open) {
        acknowledged.add(receipt);
      }
      if (counting) {
        count(good);
      }
      next(this);
    }

    private void count(boolean good) {
      if (!good) {
        failed++;
        return;
      }
      answered++;
      latency.recordValue(Math.min((System.nanoTime() - dueAt) / 1000, LATENCY_MAX_US));
    }

    private void lost() {
      if (running) {
        failed++;
      }
    }
  }

  private static boolean isGood(Buffer answer) {
    for (var i = 0; i < GOOD.length; i++) {
      if (answer.getByte(i) != GOOD[i]) {
        return false;
      }
    }
    return true;
  }

  /** The length of a whole answer, or 0 while its head is incomplete. */
  private static int length(Buffer answer) {
    var text = answer.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
    var end = text.indexOf("\r\n\r\n");
    var at = text.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
    if (end < 0 || at < 0 || at > end) {
      return 0;
    }
    var from = at + "content-length: ".length();
    return end + 4 + Integer.parseInt(text.substring(from, text.indexOf('\r', from)));
  }
}
