package tillsight.ui.payment;

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
      case "pull" -> "Recovered";
      case "simulator" -> "Demo history";
      case null -> "–";
      case String other -> plain(other);
    };
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
      case "accepted" -> "Accepted out of quarantine";
      default -> plain(flag);
    };
  }

  static String flags(@Nullable List<String> flags) {
    return flags == null || flags.isEmpty()
        ? "None"
        : String.join(", ", flags.stream().map(Words::flag).toList());
  }

  static String outcome(@Nullable String outcome) {
    return switch (outcome) {
      case "booked" -> "booked";
      case "duplicate" -> "a repeat, not counted again";
      case "quarantined" -> "held for a decision";
      case null -> "";
      case String other -> plain(other).toLowerCase(Locale.ROOT);
    };
  }

  static String kind(String kind) {
    return switch (kind) {
      case "confirmation" -> "Confirmation";
      case "validation" -> "Validation";
      default -> plain(kind);
    };
  }

  static String delay(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }

  private static String plain(String word) {
    var spaced = word.replace('-', ' ').replace('_', ' ');
    return spaced.isEmpty()
        ? spaced
        : spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
  }

  private Words() {}
}
