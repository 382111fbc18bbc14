package tillsight.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call back, and from where a call came past the proxies. */
class SourcesTest {

  private static final Vertx vertx = Vertx.vertx();
  private static final WebClient client = WebClient.create(vertx);

  @AfterAll
  static void close() {
    vertx.close().await();
  }

  @ParameterizedTest
  @CsvSource({
    "196.201.212.0/22, 196.201.212.0, true",
    "196.201.212.0/22, 196.201.215.255, true",
    "196.201.212.0/22, 196.201.216.0, false",
    "196.201.212.0/22, 196.201.211.255, false",
    "10.0.0.0/9, 10.127.255.255, true",
    "10.0.0.0/9, 10.128.0.0, false",
    "10.128.0.0/9, 10.255.0.1, true",
    "0.0.0.0/0, 203.0.113.7, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "203.0.113.7, 203.0.113.7, true",
    "203.0.113.7, 203.0.113.8, false",
    "203.0.113.7/31, 203.0.113.6, true",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "2001:db8:8000::/33, 2001:db8:ffff::1, true",
    "::1, 0:0:0:0:0:0:0:1, true",
    "::/0, 127.0.0.1, false",
    "127.0.0.1, ::ffff:127.0.0.1, true",
    "safaricom, 196.201.214.200, true",
    "safaricom, 196.201.214.201, false",
    "any, whatever, true",
    "127.0.0.1, localhost, false",
    "127.0.0.1, '', false",
    "127.0.0.1, 127.0.0.1:80, false",
    "127.0.0.1, 127.0.0.256, false"
  })
  void allowsWhatABlockHolds(String blocks, String address, boolean allowed) {
    assertThat(new Sources(blocks, List.of()).allow(address)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "everybody",
        "example.com",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "10.0.0.0/x",
        "::1/129",
        "10.0.0.256",
        "10.0.0.0/8/8",
        "10.0.0.0,nonsense"
      })
  void refusesWhatIsNoBlock(String blocks) {
    assertThatThrownBy(() -> new Sources(blocks, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write one like 196.201.212.0/24");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # trusted            | X-Forwarded-For                       | the caller
                               | 203.0.113.7                           | 127.0.0.1
          10.0.0.0/8           | 203.0.113.7                           | 127.0.0.1
          127.0.0.1            |                                       | 127.0.0.1
          127.0.0.1            | 203.0.113.7                           | 203.0.113.7
          127.0.0.1            | 196.201.214.200, 203.0.113.7          | 203.0.113.7
          127.0.0.1,10.0.0.0/8 | 196.201.214.200, 203.0.113.7, 10.1.1.1 | 203.0.113.7
          127.0.0.1,10.0.0.0/8 | 10.1.1.1,10.1.1.2                     | 127.0.0.1
          127.0.0.1            | unknown                               | unknown
          127.0.0.1            | 2001:db8::1                           | 2001:db8::1
          """)
  void believesOnlyTrustedProxies(String trusted, String header, String caller) {
    var proxies = trusted == null ? List.<String>of() : List.of(trusted.split(","));

    assertThat(caller(new Sources("any", proxies), header)).isEqualTo(caller);
  }

  @Test
  void readsAllHeadersInOrder() {
    var sources = new Sources("any", List.of("127.0.0.1"));

    assertThat(caller(sources, "203.0.113.7", "198.51.100.9")).isEqualTo("198.51.100.9");
  }

  private static String caller(Sources sources, String... headers) {
    var server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.response().end(sources.of(request)))
            .listen(0, "127.0.0.1")
            .await();
    try {
      var request = client.get(server.actualPort(), "127.0.0.1", "/");
      for (var header : headers) {
        if (header != null) {
          request.headers().add("X-Forwarded-For", header);
        }
      }
      var body = request.send().await().bodyAsString();
      return body == null ? "" : body;
    } finally {
      server.close().await();
    }
  }
}
