package tillsight.server.simulator.safaricom;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tillsight.server.simulator.Dice;
import tillsight.server.simulator.Dice.Subject;
import tillsight.server.simulator.Mpesa;

/**
 * Does what operators ask for, after a look at who asks, and sends the result when it is done. It
 * is sent once.
 */
final class Operators {

  private static final int TRIES_MAX = 3;
  private static final Duration LOCKED = Duration.ofMinutes(30);

  /** How often an operator was wrong in a row, and since when. */
  private record Wrong(int times, Instant last) {}

  private final Mpesa mpesa;
  private final DarajaOptions options;
  private final Quirks quirks;
  private final Serials serials;
  private final Postman postman;
  private final Future<OperatorKey> key;
  private final InstantSource clock;
  private final Map<String, Wrong> wrong = new HashMap<>();

  Operators(
      Mpesa mpesa,
      DarajaOptions options,
      Serials serials,
      Postman postman,
      Future<OperatorKey> key) {
    this.mpesa = mpesa;
    this.options = options;
    this.serials = serials;
    this.postman = postman;
    this.key = key;
    quirks = options.quirks();
    clock = options.clock();
  }

  /** Reads what all requests have in common, and opens the conversation. */
  Conversation open(Fields fields, String command) {
    fields.oneOf("CommandID", command);
    fields.text("Initiator");
    fields.text("SecurityCredential");
    fields.text("Remarks", 100);
    return new Conversation(
        serials.request(),
        serials.conversation(clock.instant()),
        fields.url("ResultURL", quirks.isOn(Quirk.HTTPS_ONLY)),
        fields.url("QueueTimeOutURL", quirks.isOn(Quirk.HTTPS_ONLY)));
  }

  /** Answers a request, and does what it asks for afterwards. */
  Answer later(DarajaApp app, Fields fields, Conversation conversation, Supplier<Result> request) {
    var initiator = fields.text("Initiator");
    var credential = fields.text("SecurityCredential");
    postman.after(
        (long) quirks.value(Quirk.RESULT_DELAY_MS),
        () ->
            key.onSuccess(
                opener ->
                    send(
                        conversation,
                        () ->
                            refusal(app, initiator, opener.open(credential)).orElseGet(request))));
    return conversation.accepted();
  }

  private void send(Conversation conversation, Supplier<Result> request) {
    var dice = Dice.of(options.seed(), Subject.RESULT, conversation.id());
    if (dice.falls(quirks.value(Quirk.TIMEOUTS))) {
      // What has timed out is not done, though its sender cannot know.
      var timedOut = Result.refused("1", "The service request timed out in the queue.", "");
      bring(conversation.timeout(), timedOut.json(conversation, false));
      return;
    }
    var odd = dice.falls(quirks.value(Quirk.ODD_RESULTS));
    bring(conversation.result(), request.get().json(conversation, odd));
  }

  private void bring(URI address, JsonObject body) {
    postman.bring(address, body.encode().getBytes(UTF_8));
  }

  /** Why the operator may not ask; empty if they may. */
  private Optional<Result> refusal(DarajaApp app, String initiator, Optional<String> password) {
    if (!quirks.isOn(Quirk.CREDENTIALS_CHECKED)) {
      return Optional.empty();
    }
    var now = clock.instant();
    var before = wrong.getOrDefault(initiator, new Wrong(0, now));
    if (before.times() >= TRIES_MAX && now.isBefore(before.last().plus(LOCKED))) {
      return Optional.of(
          Result.refused("8006", "The security credential is locked.", mpesa.receiptAt(now)));
    }
    if (initiator.equals(app.initiator())
        && password.equals(Optional.of(app.initiatorPassword()))) {
      wrong.remove(initiator);
      return Optional.empty();
    }
    wrong.put(initiator, new Wrong(before.times() % TRIES_MAX + 1, now));
    return Optional.of(
        Result.refused("2001", "The initiator information is invalid.", mpesa.receiptAt(now)));
  }
}
