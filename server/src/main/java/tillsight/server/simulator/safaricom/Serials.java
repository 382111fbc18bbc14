package tillsight.server.simulator.safaricom;

import java.time.Instant;
import tillsight.server.simulator.Dice;
import tillsight.server.simulator.Dice.Subject;
import tillsight.server.simulator.WallTime;

/** The numbers that Safaricom gives to calls, in its own forms; the same for the same seed. */
final class Serials {

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int TOKEN_LENGTH = 28;

  private final long seed;
  private long given;

  Serials(long seed) {
    this.seed = seed;
  }

  /** Of a call, as in {@code 16740-34861180-1}. */
  String request() {
    var dice = next();
    return "%d-%d-1".formatted(10_000 + dice.below(90_000), 1_000_000 + dice.below(90_000_000));
  }

  /** Of what is done about a call, as in {@code AG_20260302_00005797af5d7d75f652}. */
  String conversation(Instant at) {
    var dice = next();
    return "AG_%d_%08x%012x"
        .formatted(
            WallTime.digits(at) / 1_000_000,
            dice.below(0x10000),
            (long) (dice.share() * (1L << 48)));
  }

  /** Of a push, as in {@code ws_CO_02032026120000123708374149}. */
  String checkout(Instant at, String phone) {
    var digits = Long.toString(WallTime.digits(at));
    var date = digits.substring(6, 8) + digits.substring(4, 6) + digits.substring(0, 4);
    return "ws_CO_%s%s%03d%s"
        .formatted(date, digits.substring(8), next().below(1_000), phone.substring(3));
  }

  String token() {
    var dice = next();
    var token = new StringBuilder(TOKEN_LENGTH);
    for (var i = 0; i < TOKEN_LENGTH; i++) {
      token.append(LETTERS.charAt(dice.below(LETTERS.length())));
    }
    return token.toString();
  }

  private Dice next() {
    return Dice.of(seed, Subject.SERIAL, given++, 0);
  }
}
