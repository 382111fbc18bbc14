package tillsight.server.cli;

import java.util.List;
import tillsight.server.Config;
import tillsight.server.business.CallbackToken;

/** Do the settings suit callbacks from Safaricom? */
final class SettingsCheck {

  static List<Finding> of(Config config) {
    return List.of(secretsKey(config), address(config), sources(config));
  }

  private static Finding secretsKey(Config config) {
    var subject = "secrets key";
    if (config.secretsKey() != null) {
      return Finding.ok(subject, "TILLSIGHT_SECRETS_KEY is set");
    }
    var remedy = "make one with: head -c 32 /dev/urandom | base64, keep it safe, and set it";
    return config.mode() == Config.Mode.DEMO
        ? Finding.warn(subject, "TILLSIGHT_SECRETS_KEY is missing, so the demo makes one", remedy)
        : Finding.fail(subject, "TILLSIGHT_SECRETS_KEY is missing", remedy);
  }

  private static Finding address(Config config) {
    var subject = "callback address";
    var url = config.publicUrl().toString();
    var word = CallbackToken.forbiddenWord(url);
    if (word.isPresent()) {
      return Finding.fail(
          subject,
          "%s contains '%s', which Safaricom refuses".formatted(url, word.get()),
          "use another host name or path in TILLSIGHT_PUBLIC_URL");
    }
    if (config.mode() == Config.Mode.PRODUCTION
        && !"https".equals(config.publicUrl().getScheme())) {
      return Finding.warn(
          subject,
          url + " is not https, and Safaricom takes nothing else in production",
          "set TILLSIGHT_PUBLIC_URL to the https address of the proxy before this server");
    }
    return Finding.ok(subject, url + " is free of forbidden words");
  }

  private static Finding sources(Config config) {
    var subject = "callback sources";
    var sources = config.callbackSources();
    if (sources.equals("safaricom")) {
      return Finding.ok(subject, "only Safaricom's addresses");
    }
    if (sources.equals("any")) {
      return config.mode() == Config.Mode.DEMO
          ? Finding.ok(subject, "any, as this is a demo")
          : Finding.warn(
              subject,
              "anyone who knows a token can send payments",
              "set TILLSIGHT_CALLBACK_SOURCES=safaricom");
    }
    return Finding.ok(subject, sources);
  }

  private SettingsCheck() {}
}
