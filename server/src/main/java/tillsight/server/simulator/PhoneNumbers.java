package tillsight.server.simulator;

/**
 * Phone numbers for people who do not exist, in the forms that M-PESA knows.
 *
 * <p>Both ranges are small corners of the numbering plan; nothing here is ever dialled or sent to
 * M-PESA. The seed shuffles a range, so two shops have different customers.
 */
final class PhoneNumbers {

  private static final String SEVENS = "254749";
  private static final String ONES = "25419";
  // No factor in common with a power of ten, so two people never get the same number.
  private static final long STRIDE = 6_700_417;

  private final long seed;

  PhoneNumbers(long seed) {
    this.seed = seed;
  }

  /** The number of a person; persons below a million have different ones. */
  String of(long person) {
    return person % 5 == 0 ? number(ONES, 7, person) : number(SEVENS, 6, person);
  }

  private String number(String prefix, int digits, long person) {
    var space = digits == 6 ? 1_000_000L : 10_000_000L;
    var shuffled = Math.floorMod(person * STRIDE + Math.floorMod(seed * 40_503L, space), space);
    var text = Long.toString(space + shuffled);
    return prefix + text.substring(1);
  }
}
