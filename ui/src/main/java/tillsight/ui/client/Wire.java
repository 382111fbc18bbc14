package tillsight.ui.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.ObjectMapper;

/** The line to the server: every call goes with a token that holds, renewed in time. */
final class Wire {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(15);

  /** How long the server may take that itself has to wait for Safaricom. */
  private static final Duration ANSWER_OF_DARAJA = Duration.ofMinutes(3);

  private static final int UNAUTHORIZED = 401;

  /** What becomes of an answer that is an error. */
  private interface Refusal {
    void of(ClientHttpResponse answer) throws IOException;
  }

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final String api;
  private final Answers answers;
  private final RestClient quick;
  private final RestClient patient;
  private final InstantSource time = InstantSource.system();

  Wire(String api, RestClient.Builder builder, ObjectMapper json) {
    this.api = api;
    this.answers = new Answers(json);
    this.quick = client(builder, ANSWER, answers::refuse);
    this.patient = client(builder, ANSWER_OF_DARAJA, answers::refuseErrand);
  }

  private RestClient client(RestClient.Builder builder, Duration patience, Refusal refusal) {
    var requests = new JdkClientHttpRequestFactory(http);
    requests.setReadTimeout(patience);
    return builder
        .clone()
        .requestFactory(requests)
        .baseUrl(api)
        .defaultStatusHandler(status -> status.isError(), (_, answer) -> refusal.of(answer))
        .build();
  }

  /** Whether anybody is there, whatever they say. */
  boolean answers() {
    try {
      answers.call(() -> quick.get().uri("/me").retrieve().toBodilessEntity());
      return true;
    } catch (ServerTrouble.Refused e) {
      return true;
    } catch (ServerTrouble e) {
      return false;
    }
  }

  Tokens signIn(String username, String password) {
    var body = Map.of("username", username, "password", password);
    return answers.call(
        () -> quick.post().uri("/sessions").body(body).retrieve().body(Tokens.class));
  }

  /** Ends the session on the server too. One that is already gone needs no ending. */
  void signOut(SignedIn who) {
    try {
      var token = who.tokens().accessToken();
      answers.call(
          () ->
              quick
                  .delete()
                  .uri("/sessions/current")
                  .headers(headers -> headers.setBearerAuth(token))
                  .retrieve()
                  .toBodilessEntity());
    } catch (ServerTrouble e) {
      // The tokens are thrown away here in any case, and the server lets them lapse by itself.
    }
    who.end();
  }

  /** Opens an event stream, from the event after the one named if that is known. */
  InputStream stream(SignedIn who, String path, @Nullable String lastEventId)
      throws IOException, InterruptedException {
    var token = freshToken(who);
    var request =
        HttpRequest.newBuilder(URI.create(api + path))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "text/event-stream");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    var answer = http.send(request.build(), BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      answer.body().close();
      if (answer.statusCode() == UNAUTHORIZED) {
        renew(who, token);
      }
      throw new ServerTrouble.Refused(answer.statusCode(), Answers.UNEXPLAINED, null);
    }
    return answer.body();
  }

  /** Asks a list, whose question is part of its address. */
  <T> T get(SignedIn who, String path, Question question, ParameterizedTypeReference<T> type) {
    var address = URI.create(api + path + question.query());
    return send(
        who,
        token ->
            quick
                .get()
                .uri(address)
                .headers(headers -> headers.setBearerAuth(token))
                .retrieve()
                .body(type));
  }

  /** Asks one thing; the names fill the blanks of the path. */
  <T> T get(SignedIn who, Class<T> type, String path, Object... names) {
    return send(
        who,
        token ->
            quick
                .get()
                .uri(path, names)
                .headers(headers -> headers.setBearerAuth(token))
                .retrieve()
                .body(type));
  }

  /** Tells the server to do something of its own. */
  <T> T post(SignedIn who, Class<T> type, Object body, String path, Object... names) {
    return post(quick, who, type, body, path, names);
  }

  /** Tells the server to do something for which it asks Safaricom first. */
  <T> T postPatiently(SignedIn who, Class<T> type, Object body, String path, Object... names) {
    return post(patient, who, type, body, path, names);
  }

  private <T> T post(
      RestClient client, SignedIn who, Class<T> type, Object body, String path, Object... names) {
    return send(
        who,
        token ->
            client
                .post()
                .uri(path, names)
                .headers(headers -> headers.setBearerAuth(token))
                .body(body)
                .retrieve()
                .body(type));
  }

  /** Sends with a token that holds; one that was refused all the same is renewed once. */
  private <T> T send(SignedIn who, Function<String, @Nullable T> exchange) {
    var token = freshToken(who);
    try {
      return answers.call(() -> exchange.apply(token));
    } catch (ServerTrouble.Refused e) {
      if (e.status() != UNAUTHORIZED) {
        throw e;
      }
      renew(who, token);
      return answers.call(() -> exchange.apply(freshToken(who)));
    }
  }

  private String freshToken(SignedIn who) {
    if (who.isOver()) {
      throw new ServerTrouble.SessionOver();
    }
    var token = who.tokens().accessToken();
    if (who.expiresSoon(time.instant())) {
      renew(who, token);
    }
    return who.tokens().accessToken();
  }

  /** One renewal at a time: whoever comes second finds it done. */
  private void renew(SignedIn who, String refusedToken) {
    synchronized (who) {
      if (!who.tokens().accessToken().equals(refusedToken)) {
        return;
      }
      var body = Map.of("refreshToken", who.tokens().refreshToken());
      try {
        who.renew(
            answers.call(
                () ->
                    quick
                        .post()
                        .uri("/sessions/refresh")
                        .body(body)
                        .retrieve()
                        .body(Tokens.class)));
      } catch (ServerTrouble.Refused e) {
        who.end();
        throw new ServerTrouble.SessionOver();
      }
    }
  }
}
