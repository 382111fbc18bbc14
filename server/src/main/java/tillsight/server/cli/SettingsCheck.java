package tillsight.server.cli;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tillsight.server.Config;
import tillsight.server.business.CallbackToken;

/** Do the settings suit callbacks from Safaricom? */
final class SettingsCheck {

  private static final String SOURCES_REMEDY =
      "set TILLSIGHT_CALLBACK_SOURCES to safaricom, any, or networks such as 196.201.214.0/24";

  static List<Finding> of(Config config) {
    var findings = new ArrayList<Finding>();
    findings.add(secretsKey(config));
    findings.add(address(config));
    findings.add(sources(config));
    badNetworks(config.trustedProxies())
        .map(
            network ->
                Finding.fail(
                    "trusted proxies",
                    "'" + network + "' is no network",
                    "set TILLSIGHT_TRUSTED_PROXIES to networks such as 10.0.0.0/8"))
        .forEach(findings::add);
    return findings;
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
    var url = config.serverUrl().toString();
    var word = CallbackToken.forbiddenWord(url);
    if (word.isPresent()) {
      return Finding.fail(
          subject,
          "%s contains '%s', which Safaricom refuses".formatted(url, word.get()),
          "use another host name or path in TILLSIGHT_SERVER_URL");
    }
    if (config.mode() == Config.Mode.PRODUCTION
        && !"https".equals(config.serverUrl().getScheme())) {
      return Finding.warn(
          subject,
          url + " is not https, and Safaricom takes nothing else in production",
          "register addresses behind a TLS proxy; TILLSIGHT_SERVER_URL may stay if only the UI"
              + " uses it");
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
    return badNetworks(List.of(sources.split(",", -1)))
        .map(network -> Finding.fail(subject, "'" + network + "' is no network", SOURCES_REMEDY))
        .findFirst()
        .orElseGet(() -> Finding.ok(subject, sources));
  }

  private static Stream<String> badNetworks(List<String> networks) {
    return networks.stream().map(String::strip).filter(network -> !isNetwork(network));
  }

  private static boolean isNetwork(String network) {
    var parts = network.split("/", 2);
    try {
      var bits = InetAddress.ofLiteral(parts[0]).getAddress().length * Byte.SIZE;
      var prefix = parts.length < 2 ? bits : Integer.parseInt(parts[1]);
      return prefix >= 0 && prefix <= bits;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private SettingsCheck() {}
}
