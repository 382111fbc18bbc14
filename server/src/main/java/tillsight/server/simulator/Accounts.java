package tillsight.server.simulator;

import java.time.LocalDate;
import java.util.Locale;

/** The account references that Paybill customers type, with the liberties they take. */
final class Accounts {

  private Accounts() {}

  /** What a customer types for what they pay on a date. */
  static String of(Shopper shopper, LocalDate date, Dice dice) {
    return typed(
        switch (shopper.habit()) {
          // A till's customer who has only a Paybill to pay to names an order as well.
          case WALK_IN, ORDERS -> order(date, dice);
          case WHOLESALE -> "WHS%04d".formatted(shopper.id() % 10_000);
          case MONTHLY -> "ACC%04d".formatted(shopper.id() % 10_000);
        },
        shopper,
        dice);
  }

  /** Order numbers rise by some sixty a day. */
  private static String order(LocalDate date, Dice dice) {
    return "ORD" + (10_000 + Math.floorMod(date.toEpochDay() * 60 + dice.below(60), 90_000));
  }

  private static String typed(String account, Shopper shopper, Dice dice) {
    var whim = dice.share();
    if (whim < 0.06) {
      return account.toLowerCase(Locale.ROOT);
    }
    if (whim < 0.09) {
      return account.substring(0, 3) + " " + account.substring(3);
    }
    if (whim < 0.10) {
      return shopper.name().first();
    }
    return account;
  }
}
