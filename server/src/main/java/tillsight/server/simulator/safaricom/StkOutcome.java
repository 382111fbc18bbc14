package tillsight.server.simulator.safaricom;

import tillsight.server.simulator.Dice;

/** What a customer makes of a push on their phone. */
enum StkOutcome {
  PAID("0", "The service request is processed successfully."),
  CANCELLED("1032", "Request cancelled by user."),
  UNREACHABLE("1037", "DS timeout user cannot be reached."),
  POOR("1", "The balance is insufficient for the transaction."),
  WRONG_PIN("2001", "The initiator information is invalid.");

  private static final int SUFFIX = 4;

  private final String code;
  private final String description;

  StkOutcome(String code, String description) {
    this.code = code;
    this.description = description;
  }

  String code() {
    return code;
  }

  String description() {
    return description;
  }

  /** By the end of the phone number, else by chance. */
  static StkOutcome of(String phone, Dice dice, Quirks quirks) {
    var share = dice.share();
    return switch (phone.substring(phone.length() - SUFFIX)) {
      case "1032" -> CANCELLED;
      case "1037" -> UNREACHABLE;
      case "0001" -> POOR;
      case "2001" -> WRONG_PIN;
      default -> drawn(share, quirks);
    };
  }

  private static StkOutcome drawn(double share, Quirks quirks) {
    var bound = quirks.value(Quirk.STK_CANCELLED);
    if (share < bound) {
      return CANCELLED;
    }
    bound += quirks.value(Quirk.STK_UNREACHABLE);
    if (share < bound) {
      return UNREACHABLE;
    }
    bound += quirks.value(Quirk.STK_POOR);
    if (share < bound) {
      return POOR;
    }
    return share < bound + quirks.value(Quirk.STK_WRONG_PIN) ? WRONG_PIN : PAID;
  }
}
