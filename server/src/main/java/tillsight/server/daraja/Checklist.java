package tillsight.server.daraja;

import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tillsight.server.business.Business;
import tillsight.server.business.Till;
import tillsight.server.daraja.DarajaSetUp.Heard;
import tillsight.server.daraja.DarajaSetUp.ShortCode;
import tillsight.server.daraja.DarajaSetUp.Step;
import tillsight.server.daraja.DarajaSetUp.Token;

/** What must be so before all money is heard of and proven, in the order in which it is done. */
final class Checklist {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM, HH:mm", Locale.ENGLISH);
  static final String FIRST = "The credentials come first.";

  private final Business business;
  private final @Nullable DarajaAccount account;
  private final Instant now;

  Checklist(Business business, @Nullable DarajaAccount account, Instant now) {
    this.business = business;
    this.account = account;
    this.now = now;
  }

  List<Step> steps(
      CallbackUrls urls,
      URI daraja,
      Token token,
      List<ShortCode> shortCodes,
      List<Heard> heard,
      boolean validates) {
    return Stream.of(
            tills(),
            credentials(),
            address(urls, daraja),
            token(token),
            registered(shortCodes),
            callback(heard),
            new PullSteps(account, business.zone()).registered(shortCodes),
            new PullSteps(account, business.zone()).answered(shortCodes),
            new OperatorStep(account, business.zone()).at(now),
            validation(validates))
        .toList();
  }

  private Step tills() {
    var outlets =
        business.tills().stream().filter(till -> till.kind() != Till.Kind.HEAD_OFFICE).count();
    return outlets == 0
        ? Step.todo("till", "Tills", "There are none yet.", "Add them with ./tillsight apply.")
        : Step.done("till", "Tills", outlets + (outlets == 1 ? " till." : " tills."));
  }

  private Step credentials() {
    return account == null
        ? Step.todo(
            "credentials",
            "Credentials",
            "No keys of a Daraja app are stored.",
            "Add daraja to the apply file and run ./tillsight apply.")
        : Step.done("credentials", "Credentials", "Consumer key and secret are stored, sealed.");
  }

  private static Step address(CallbackUrls urls, URI daraja) {
    var title = "Public address";
    var problem = urls.problem(daraja);
    if (problem.isPresent()) {
      return Step.fail(
          "address",
          title,
          sentence(problem.get()),
          "Set TILLSIGHT_PUBLIC_URL to an https address that Safaricom reaches.");
    }
    return urls.note()
        .map(
            note ->
                Step.warn(
                    "address",
                    title,
                    sentence(note),
                    "Use a host name in TILLSIGHT_PUBLIC_URL if registering fails."))
        .orElseGet(
            () -> Step.done("address", title, urls.publicUrl() + " is fit to be registered."));
  }

  private Step token(Token token) {
    var title = "Safaricom takes the credentials";
    var tried = token.checkedAt() == null ? "" : "Tried on " + time(token.checkedAt()) + ".";
    if (account == null) {
      return Step.todo("token", title, FIRST, null);
    }
    return switch (token.state()) {
      case "ok" -> Step.done("token", title, tried);
      case "refused" -> Step.fail("token", title, tried + " " + sentence(token.detail()), null);
      case "unreachable" -> Step.warn("token", title, tried + " " + sentence(token.detail()), null);
      default -> Step.todo("token", title, "Not tried yet.", "Try them now.");
    };
  }

  private Step registered(List<ShortCode> shortCodes) {
    var title = "Callback URLs registered";
    if (account == null) {
      return Step.todo("urls", title, FIRST, null);
    }
    var refused =
        shortCodes.stream().filter(code -> code.urls().state().equals("refused")).findFirst();
    if (refused.isPresent()) {
      var code = refused.get();
      return Step.fail(
          "urls", title, code.shortCode() + ": " + sentence(code.urls().detail()), null);
    }
    var missing = shortCodes.stream().filter(code -> !code.urls().stands()).toList();
    return missing.isEmpty()
        ? Step.done("urls", title, "For " + codes(shortCodes) + ".")
        : Step.todo("urls", title, "Not yet for " + codes(missing) + ".", "Register them now.");
  }

  private Step callback(List<Heard> heard) {
    return heard.stream()
        .map(Heard::lastCallbackAt)
        .filter(Objects::nonNull)
        .max(Instant::compareTo)
        .map(
            last ->
                Step.done("callback", "First callback seen", "Most lately on " + time(last) + "."))
        .orElseGet(
            () ->
                Step.todo(
                    "callback",
                    "First callback seen",
                    "Safaricom has not told of a payment yet.",
                    "Pay one shilling to a till, and watch."));
  }

  private static Step validation(boolean validates) {
    return validates
        ? Step.done("validation", "Validation", "Safaricom asks before payments go through.")
        : Step.todo(
            "validation",
            "Validation",
            "Safaricom does not ask before payments go through; it is off unless one asks for it.",
            "Only if payments are to be refused: write to apisupport@safaricom.co.ke.");
  }

  private String time(Instant at) {
    return TIME.format(at.atZone(business.zone()));
  }

  static String codes(List<ShortCode> shortCodes) {
    return String.join(", ", shortCodes.stream().map(ShortCode::shortCode).toList());
  }

  /** A text as a sentence; nothing for none. */
  static String sentence(@Nullable String text) {
    return text == null || text.isEmpty()
        ? ""
        : text.substring(0, 1).toUpperCase(Locale.ROOT)
            + text.substring(1)
            + (text.endsWith(".") ? "" : ".");
  }
}
