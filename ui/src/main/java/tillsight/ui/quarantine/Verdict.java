package tillsight.ui.quarantine;

/** The two ways out of the quarantine, and what each does. */
enum Verdict {
  ACCEPT(
      "Accept",
      "It will be booked as a payment and count in all figures. Your name and reason are kept."),
  DISMISS(
      "Dismiss",
      "It will stay out of all figures. What arrived is kept, with your name and reason.");

  private final String label;
  private final String consequence;

  Verdict(String label, String consequence) {
    this.label = label;
    this.consequence = consequence;
  }

  String label() {
    return label;
  }

  String consequence() {
    return consequence;
  }
}
