package tillsight.ui.audit;

/** What somebody did, as the end of a sentence that begins with their name. */
final class Action {

  static String words(String action) {
    return switch (action) {
      case "session.start" -> "signed in";
      case "session.end" -> "signed out";
      case "quarantine.accept" -> "accepted a callback and had it booked";
      case "quarantine.dismiss" -> "dismissed a callback";
      case "quarantine.query" -> "asked Safaricom about a callback";
      case "quarantine.replay" -> "had the quarantine booked anew after a fix";
      case "payment.count" -> "counted a payment as takings";
      case "payment.leave-out" -> "left a payment out of takings";
      case "payment.reverse" -> "had money given back";
      case "statement.upload" -> "uploaded a statement";
      case "daraja.token" -> "tried the Daraja credentials";
      case "daraja.register" -> "registered a short code with Safaricom";
      case "daraja.register.urls", "daraja.register-urls" -> "registered callback URLs";
      case "daraja.register.pull", "daraja.register-pull" -> "registered Pull";
      case "daraja.pull" -> "pulled what Safaricom knows";
      case "business.apply" -> "applied a business file";
      default -> action;
    };
  }

  /** Coming and going is kept like all else, but is not what one looks for. */
  static boolean isMinor(String action) {
    return action.startsWith("session.");
  }

  private Action() {}
}
