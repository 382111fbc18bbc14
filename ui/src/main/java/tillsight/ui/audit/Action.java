package tillsight.ui.audit;

/** What somebody did, as the end of a sentence that begins with their name. */
final class Action {

  static String words(String action, String subject) {
    return switch (action) {
      case "session.start" -> "signed in";
      case "session.end" -> "signed out";
      case "quarantine.accept" -> "accepted a callback and had it booked";
      case "quarantine.dismiss" -> "dismissed a callback";
      case "quarantine.query" -> "asked Safaricom about a callback";
      case "quarantine.replay" -> "had a callback booked after a fix";
      case "quarantine.clear", "quarantine.settle" -> "took a callback out that became clear";
      case "payment.count" -> "counted a payment as takings";
      case "payment.leave-out" -> "left a payment out of takings";
      case "payment.reverse" -> "had money given back";
      case "payment.disown" -> "put a payment under review";
      case "statement.upload" -> "uploaded a statement";
      case "statement.load" -> "loaded a statement";
      case "daraja.token" -> "tried the Daraja credentials";
      case "daraja.register" -> registered(subject);
      case "daraja.pull" -> "pulled what Safaricom knows";
      default -> action;
    };
  }

  private static String registered(String subject) {
    return subject.endsWith(" pull")
        ? "registered Pull with Safaricom"
        : "registered callback URLs with Safaricom";
  }

  /** Coming and going is kept like all else, but is not what one looks for. */
  static boolean isMinor(String action) {
    return action.startsWith("session.");
  }

  private Action() {}
}
