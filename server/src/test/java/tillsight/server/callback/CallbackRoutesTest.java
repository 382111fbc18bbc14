package tillsight.server.callback;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tillsight.server.TestServer;

/** The ways a callback may travel: methods, paths, headers, and bodies in pieces. */
class CallbackRoutesTest {

  @RegisterExtension
  static final TestServer server =
      new TestServer(Map.of("TILLSIGHT_FIXED_CLOCK", "2026-03-02T12:00:00Z"));

  private static final String CONFIRMATION = "/c2b/" + TestServer.TOKEN + "/confirmation";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json;charset=UTF-8",
        "application/json; charset=iso-8859-1",
        "text/plain",
        "application/x-www-form-urlencoded",
        "nonsense",
        ""
      })
  void lookAtTheBodyAndNotAtItsType(String type) {
    var receipt = Bodies.receipt();
    var request = server.client().post(server.port(), "localhost", CONFIRMATION);
    if (!type.isEmpty()) {
      request.putHeader("Content-Type", type);
    }

    var response = request.sendBuffer(Buffer.buffer(Bodies.confirmation(receipt))).await();

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(payments(receipt)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"})
  void takePostsOnly(String method) {
    var response = send(HttpMethod.valueOf(method), CONFIRMATION, new byte[0]);

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.getHeader("Allow")).isEqualTo("POST");
  }

  @ParameterizedTest
  @CsvSource({
    "/c2b/%s/confirmation, 200",
    "/c2b/%s/confirmation?source=till&x=%%00, 200",
    "/c2b/%s/confirmation?, 200",
    "/c2b/%s/confirmation/, 404",
    "/c2b/%s/Confirmation, 404",
    "/c2b/%s/, 404",
    "/c2b/%s, 404",
    "/c2b/%sx/confirmation, 404",
    "/c2b//confirmation, 404",
    "/c2b/confirmation, 404",
    "/c2b/../c2b/%s/confirmation, 404",
    "/C2B/%s/confirmation, 404"
  })
  void knowTheirPaths(String path, int status) {
    var body = Bodies.confirmation(Bodies.receipt());

    assertThat(send(HttpMethod.POST, path.formatted(TestServer.TOKEN), body).statusCode())
        .isEqualTo(status);
  }

  @Test
  void sayNothingToAStranger() {
    var answer = send(HttpMethod.POST, "/c2b/" + "a".repeat(27) + "/confirmation", new byte[0]);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isNull();
  }

  @Test
  void takeABodyInPieces() throws IOException {
    var receipt = Bodies.receipt();
    var body = new String(Bodies.confirmation(receipt), UTF_8);
    var chunks = new StringBuilder();
    for (var at = 0; at < body.length(); at += 7) {
      var piece = body.substring(at, Math.min(at + 7, body.length()));
      chunks.append(Integer.toHexString(piece.length())).append("\r\n").append(piece);
      chunks.append("\r\n");
    }

    var answer = raw("Transfer-Encoding: chunked\r\n", chunks + "0\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith(SUCCESS);
    assertThat(payments(receipt)).isEqualTo(1);
  }

  @Test
  void refuseALongBodyInPieces() throws IOException {
    var piece = Integer.toHexString(32_768) + "\r\n" + " ".repeat(32_768) + "\r\n";

    var answer = raw("Transfer-Encoding: chunked\r\n", piece.repeat(8) + "0\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 413 ");
  }

  @Test
  void askForABodyThatWaits() throws IOException {
    var receipt = Bodies.receipt();
    var body = new String(Bodies.confirmation(receipt), UTF_8);
    try (var socket = open("Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n")) {
      var in = socket.getInputStream();
      assertThat(new String(in.readNBytes(12), US_ASCII)).isEqualTo("HTTP/1.1 100");

      socket.getOutputStream().write(body.getBytes(UTF_8));

      assertThat(new String(in.readAllBytes(), US_ASCII)).contains("HTTP/1.1 200 ", SUCCESS);
    }
    assertThat(payments(receipt)).isEqualTo(1);
  }

  /** One connection, several callbacks at once: each answer belongs to its own. */
  @Test
  void answerInOrderWhatComesInOneGo() throws IOException {
    var good = new String(Bodies.confirmation(Bodies.receipt()), UTF_8);
    var one = request("Content-Length: " + good.length() + "\r\n") + good;
    var none = request("Content-Length: 2\r\n") + "{}";
    try (var socket = new Socket("localhost", server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write((one + none + one + none).getBytes(UTF_8));

      var answers = new StringBuilder();
      while (statuses(answers).size() < 4) {
        var next = socket.getInputStream().read();
        assertThat(next).as("more than " + answers).isNotNegative();
        answers.append((char) next);
      }
      assertThat(statuses(answers)).containsExactly("200", "400", "200", "400");
    }
  }

  private static final String SUCCESS = "{\"ResultCode\":0,\"ResultDesc\":\"Success\"}";

  private static List<String> statuses(CharSequence answers) {
    return Pattern.compile("HTTP/1.1 (\\d+) ")
        .matcher(answers)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String request(String headers) {
    return "POST " + CONFIRMATION + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
  }

  private static Socket open(String headers) throws IOException {
    var socket = new Socket("localhost", server.port());
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write(request(headers + "Connection: close\r\n").getBytes(US_ASCII));
    return socket;
  }

  private static String raw(String headers, String body) throws IOException {
    try (var socket = open(headers)) {
      socket.getOutputStream().write(body.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private static HttpResponse<Buffer> send(HttpMethod method, String path, byte[] body) {
    return server
        .client()
        .request(method, server.port(), "localhost", path)
        .timeout(10_000)
        .sendBuffer(Buffer.buffer(body))
        .await();
  }

  private static int payments(String receipt) {
    return server
        .postgres()
        .pool()
        .query("SELECT count(*)::int AS n FROM payment WHERE receipt = '" + receipt + "'")
        .execute()
        .await()
        .iterator()
        .next()
        .getInteger("n");
  }
}
