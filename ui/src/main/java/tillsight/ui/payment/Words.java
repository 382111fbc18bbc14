package tillsight.ui.payment;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The server's words for payments, as people say them. */
final class Words {

  static String channel(@Nullable String channel) {
    return switch (channel) {
      case "paybill" -> "Paybill";
      case "buy-goods" -> "Buy Goods";
      case "head-office" -> "Head office";
      case null -> "–";
      case String other -> plain(other);
    };
  }

  static String source(@Nullable String source) {
    return switch (source) {
      case "callback", "confirmation" -> "Confirmation";
      case "csv", "payments-csv", "import", "file" -> "Imported";
      case "stk" -> "STK push";
      case "pull", "statement" -> "Recovered";
      case "quarantine" -> "Accepted";
      case "simulator" -> "Demo history";
      case null -> "–";
      case String other -> plain(other);
    };
  }

  /** Whether no callback told of it, and something else did. */
  static boolean isRecovered(@Nullable String source) {
    return "pull".equals(source) || "statement".equals(source);
  }

  /** How a recovered payment was found after all. */
  static String recovered(@Nullable String source) {
    return "pull".equals(source) ? "Recovered by Pull" : "Recovered by statement";
  }

  static String revenue(String revenue) {
    return switch (revenue) {
      case "yes" -> "Revenue";
      case "review" -> "Needs review";
      default -> "Not revenue";
    };
  }

  static String identity(@Nullable String kind) {
    return switch (kind) {
      case "plain", "sha256" -> "Known exactly: the same person at every till.";
      case "masked" -> "Approximate: a masked number and first name, which two people may share.";
      case "opaque" -> "Known by a code of an unusual form; it is kept as it came.";
      case null, default -> "M-PESA did not say who paid.";
    };
  }

  static String flag(String flag) {
    return switch (flag) {
      case "receipt-date" -> "The date in the receipt differs from the stated one";
      case "late" -> "Arrived late";
      case "opaque-payer" -> "Unusual payer code";
      case "name-shortened" -> "A name was shortened";
      case "unlisted-type" -> "Unlisted transaction type";
      case "from-quarantine" -> "Accepted out of quarantine";
      case "disowned" -> "Safaricom does not know this receipt";
      case "decided" -> "Somebody decided whether it is takings";
      default -> plain(flag);
    };
  }

  static String flags(@Nullable List<String> flags) {
    return flags == null || flags.isEmpty()
        ? "None"
        : String.join(", ", flags.stream().map(Words::flag).toList());
  }

  /** What a source does for a payment that it names: the first books it, later ones agree. */
  static String vouches(@Nullable String outcome, boolean again) {
    return switch (outcome) {
      case "booked" -> "booked it";
      case "duplicate" -> again ? "said the same again" : "agrees";
      case "quarantined" -> "says otherwise, and waits for a decision";
      case "accepted" -> "let it pass";
      case null -> "names it";
      case String other -> plain(other).toLowerCase(Locale.ROOT);
    };
  }

  /** What Safaricom was asked to do. */
  static String request(String kind) {
    return switch (kind) {
      case "reversal" -> "Give money back";
      case "status" -> "Look the receipt up";
      case "stk" -> "STK push";
      default -> plain(kind);
    };
  }

  /** What became of it, where Safaricom says nothing more about it. */
  static String became(String state) {
    return switch (state) {
      case "sent" -> "Waiting for the answer.";
      case "done" -> "Done.";
      case "failed" -> "Refused.";
      case "timed-out" -> "No answer came.";
      default -> plain(state);
    };
  }

  static String kind(String kind) {
    return switch (kind) {
      case "confirmation" -> "Confirmation";
      case "validation" -> "Validation";
      case "stk" -> "STK push";
      case "csv" -> "Imported file";
      default -> plain(kind);
    };
  }

  /** "3 s after the payment", "2 days after the payment". */
  static String later(Duration delay) {
    var seconds = delay.toSeconds();
    if (seconds < 1) {
      return seconds < -60 ? length(-seconds) + " before the payment" : "at once";
    }
    return length(seconds) + " after the payment";
  }

  static String length(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3_600) {
      return seconds / 60 + " min";
    }
    return seconds < 172_800
        ? seconds / 3_600 + (seconds < 7_200 ? " hour" : " hours")
        : seconds / 86_400 + " days";
  }

  private static String plain(String word) {
    var spaced = word.replace('-', ' ').replace('_', ' ');
    return spaced.isEmpty()
        ? spaced
        : spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
  }

  private Words() {}
}
