package tillsight.server.simulator.safaricom;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tillsight.server.simulator.Outlet;
import tillsight.server.simulator.Profile;

/**
 * An app on Safaricom's developer portal, and the operator that its owner gave it.
 *
 * @param shortCodes those it may ask about
 * @param c2bVersion v1 or v2: which C2B product is on it, and so how payers are named
 * @param nominatedNumber the only one that Pull may be registered with; null takes any
 */
public record DarajaApp(
    String consumerKey,
    String consumerSecret,
    Set<String> shortCodes,
    String c2bVersion,
    String passkey,
    String initiator,
    String initiatorPassword,
    @Nullable String nominatedNumber) {

  public DarajaApp {
    shortCodes = Set.copyOf(shortCodes);
    if (!c2bVersion.equals("v1") && !c2bVersion.equals("v2")) {
      throw new IllegalArgumentException(
          "the C2B version is '" + c2bVersion + "'; it must be v1 or v2");
    }
  }

  /** An app for all short codes of a business, with keys that are no secret. */
  public static DarajaApp of(Profile profile) {
    return new DarajaApp(
        "simulatedConsumerKey",
        "simulatedConsumerSecret",
        codes(profile),
        "v2",
        "simulatedPasskey",
        "tillsight",
        "Simulated#2026",
        null);
  }

  public DarajaApp withC2bVersion(String version) {
    return new DarajaApp(
        consumerKey,
        consumerSecret,
        shortCodes,
        version,
        passkey,
        initiator,
        initiatorPassword,
        nominatedNumber);
  }

  public DarajaApp withNominatedNumber(String number) {
    return new DarajaApp(
        consumerKey,
        consumerSecret,
        shortCodes,
        c2bVersion,
        passkey,
        initiator,
        initiatorPassword,
        number);
  }

  private static Set<String> codes(Profile profile) {
    return Stream.concat(profile.outlets().stream(), profile.headOffices())
        .map(Outlet::code)
        .collect(Collectors.toSet());
  }

  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return "DarajaApp " + consumerKey;
  }
}
