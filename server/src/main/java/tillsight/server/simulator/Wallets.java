package tillsight.server.simulator;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tillsight.server.simulator.Dice.Subject;

/** The accounts at M-PESA, by short code. */
final class Wallets {

  private static final long FLOAT_CENTS_MIN = 2_000_00;
  private static final int FLOAT_CENTS_MORE = 30_000_00;

  private final long seed;
  private final Map<String, Wallet> wallets = new LinkedHashMap<>();

  Wallets(long seed) {
    this.seed = seed;
  }

  /** Opens an account for each outlet of a business, and for the head offices they sweep into. */
  void open(Profile profile) {
    var owner = profile.name().toUpperCase(Locale.ROOT);
    Stream.concat(profile.outlets().stream(), profile.headOffices())
        .forEach(
            outlet ->
                wallets.putIfAbsent(
                    outlet.code(), new Wallet(outlet, owner, floatCents(outlet.code()))));
  }

  Wallet of(String shortCode) {
    var wallet = wallets.get(shortCode);
    if (wallet == null) {
      throw new IllegalArgumentException("M-PESA has no short code " + shortCode);
    }
    return wallet;
  }

  Set<String> shortCodes() {
    return Set.copyOf(wallets.keySet());
  }

  /** The lines of one short code, or of all, booked in {@code [from, to)}, oldest first. */
  List<Movement> between(@Nullable String shortCode, Instant from, Instant to) {
    if (shortCode != null) {
      var wallet = wallets.get(shortCode);
      return wallet == null ? List.of() : wallet.between(from, to);
    }
    return wallets.values().stream()
        .flatMap(wallet -> wallet.between(from, to).stream())
        .sorted(Comparator.comparing(Movement::at))
        .toList();
  }

  /** Forgets the oldest lines of each. */
  List<Movement> forget() {
    return wallets.values().stream().map(Wallet::forget).flatMap(Collection::stream).toList();
  }

  /** What stays in an account overnight. */
  private long floatCents(String code) {
    return FLOAT_CENTS_MIN + Dice.of(seed, Subject.ACCOUNT, code).below(FLOAT_CENTS_MORE);
  }
}
