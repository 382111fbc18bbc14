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
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import tillsight.ui.Settings;
import tools.jackson.databind.ObjectMapper;

/** Speaks with the server: the only class that knows its addresses. */
@Component
public class TillsightClient {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final int UNAUTHORIZED = 401;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final RestClient rest;
  private final String api;
  private final Answers answers;
  private final InstantSource time = InstantSource.system();

  TillsightClient(Settings settings, RestClient.Builder builder, ObjectMapper json) {
    var requests = new JdkClientHttpRequestFactory(http);
    requests.setReadTimeout(ANSWER);
    this.api = settings.serverUrl() + "/api/v1";
    this.answers = new Answers(json);
    this.rest =
        builder
            .requestFactory(requests)
            .baseUrl(api)
            .defaultStatusHandler(status -> status.isError(), (_, answer) -> answers.refuse(answer))
            .build();
  }

  /** Whether anybody is there, whatever they say. */
  public boolean answers() {
    try {
      answers.call(() -> rest.get().uri("/me").retrieve().toBodilessEntity());
      return true;
    } catch (ServerTrouble.Refused e) {
      return true;
    } catch (ServerTrouble e) {
      return false;
    }
  }

  public SignedIn signIn(String username, String password) {
    var body = Map.of("username", username, "password", password);
    return new SignedIn(
        answers.call(() -> rest.post().uri("/sessions").body(body).retrieve().body(Tokens.class)));
  }

  /** Ends the session on the server too. One that is already gone needs no ending. */
  public void signOut(SignedIn who) {
    try {
      var token = who.tokens().accessToken();
      answers.call(
          () ->
              rest.delete()
                  .uri("/sessions/current")
                  .headers(headers -> headers.setBearerAuth(token))
                  .retrieve()
                  .toBodilessEntity());
    } catch (ServerTrouble e) {
      // The tokens are thrown away here in any case, and the server lets them lapse by itself.
    }
    who.end();
  }

  public Listing<Till> tills(SignedIn who, Question question) {
    return get(who, "/tills", question, new ParameterizedTypeReference<>() {});
  }

  public Summary summary(SignedIn who, Question question) {
    return get(who, "/summary", question, new ParameterizedTypeReference<>() {});
  }

  public Cells heatmap(SignedIn who, Question question) {
    return get(who, "/heatmap", question, new ParameterizedTypeReference<>() {});
  }

  public Trends trends(SignedIn who, Question question) {
    return get(who, "/trends", question, new ParameterizedTypeReference<>() {});
  }

  public Listing<Payment> payments(SignedIn who, Question question) {
    return get(who, "/payments", question, new ParameterizedTypeReference<>() {});
  }

  public PaymentDetail payment(SignedIn who, String receipt) {
    return send(
        who,
        token ->
            rest.get()
                .uri("/payments/{receipt}", receipt)
                .headers(headers -> headers.setBearerAuth(token))
                .retrieve()
                .body(PaymentDetail.class));
  }

  public Listing<Customer> customers(SignedIn who, Question question) {
    return get(who, "/customers", question, new ParameterizedTypeReference<>() {});
  }

  public Listing<Doubt> quarantine(SignedIn who, Question question) {
    return get(who, "/quarantine", question, new ParameterizedTypeReference<>() {});
  }

  public Doubt accept(SignedIn who, String id, String reason) {
    return decide(who, id, "accept", reason);
  }

  public Doubt dismiss(SignedIn who, String id, String reason) {
    return decide(who, id, "dismiss", reason);
  }

  /** Opens the event stream, from the event after the one named if that is known. */
  public InputStream live(SignedIn who, @Nullable String lastEventId)
      throws IOException, InterruptedException {
    var token = freshToken(who);
    var request =
        HttpRequest.newBuilder(URI.create(api + "/live"))
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

  private Doubt decide(SignedIn who, String id, String verdict, String reason) {
    return send(
        who,
        token ->
            rest.post()
                .uri("/quarantine/{id}/{verdict}", id, verdict)
                .headers(headers -> headers.setBearerAuth(token))
                .body(Map.of("reason", reason))
                .retrieve()
                .body(Doubt.class));
  }

  private <T> T get(
      SignedIn who, String path, Question question, ParameterizedTypeReference<T> type) {
    var address = URI.create(api + path + question.query());
    return send(
        who,
        token ->
            rest.get()
                .uri(address)
                .headers(headers -> headers.setBearerAuth(token))
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
                    rest.post().uri("/sessions/refresh").body(body).retrieve().body(Tokens.class)));
      } catch (ServerTrouble.Refused e) {
        who.end();
        throw new ServerTrouble.SessionOver();
      }
    }
  }
}
