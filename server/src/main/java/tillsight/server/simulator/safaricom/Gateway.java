package tillsight.server.simulator.safaricom;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import tillsight.server.simulator.Dice;
import tillsight.server.simulator.Dice.Subject;

/** The entrance to Daraja: has its bad moments, looks at tokens, and passes calls on. */
final class Gateway {

  /** A call that is served, and the product it belongs to. */
  private record Endpoint(Family family, BiFunction<DarajaApp, Fields, Answer> answer) {}

  private final Quirks quirks;
  private final long seed;
  private final Serials serials;
  private final Tokens tokens;
  private final Map<String, Endpoint> endpoints = new HashMap<>();
  private long calls;

  Gateway(DarajaOptions options, Serials serials, Tokens tokens) {
    this.serials = serials;
    this.tokens = tokens;
    quirks = options.quirks();
    seed = options.seed();
  }

  Gateway serve(String path, Family family, BiFunction<DarajaApp, Fields, Answer> answer) {
    endpoints.put(path, new Endpoint(family, answer));
    return this;
  }

  Answer answer(Call call) {
    try {
      return pass(call);
    } catch (Rejection rejection) {
      return rejection.answer(serials.request());
    }
  }

  private Answer pass(Call call) {
    var dice = Dice.of(seed, Subject.GATEWAY, calls++, 0);
    if (dice.falls(quirks.value(Quirk.HTML_ERRORS))) {
      return Answer.GATEWAY_AWAY;
    }
    if (call.path().equals("/oauth/v1/generate")) {
      return tokens.give(call);
    }
    var endpoint = endpoints.get(call.path());
    if (endpoint == null) {
      throw new Rejection(404, "404.003.01", "Resource not found");
    }
    if (!call.method().equals("POST")) {
      throw endpoint.family().badMethod();
    }
    if (dice.falls(quirks.value(Quirk.SPIKES))) {
      throw new Rejection(500, "500.003.02", "Error Occurred: Spike Arrest Violation");
    }
    var app = tokens.app(call).orElseThrow(() -> endpoint.family().badToken());
    return endpoint.answer().apply(app, Fields.read(call.body(), endpoint.family()));
  }
}
