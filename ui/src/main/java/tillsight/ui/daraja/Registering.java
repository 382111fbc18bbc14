package tillsight.ui.daraja;

import java.util.Locale;
import tillsight.ui.client.Daraja;

/** What is registered with Safaricom for a short code, and what that brings about. */
enum Registering {
  URLS(
      "Register URLs",
      "From then on Safaricom sends every payment to the addresses below. In production it takes"
          + " them only once: to change them, somebody has to delete them in the M-PESA portal under"
          + " URL management first.",
      "Safaricom now sends the payments of %s here."),
  PULL(
      "Register Pull",
      "From then on the transactions of the last 48 hours can be asked for every hour, so that a"
          + " payment whose callback was lost is found all the same.",
      "Pull is registered for %s. The first run follows within the hour.");

  private final String label;
  private final String consequence;
  private final String done;

  Registering(String label, String consequence, String done) {
    this.label = label;
    this.consequence = consequence;
    this.done = done;
  }

  String label() {
    return label;
  }

  String consequence() {
    return consequence;
  }

  String done() {
    return done;
  }

  /** The server's word for it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isMissing(Daraja.ShortCode code) {
    return !(this == URLS ? code.urls().isDone() : code.pull().isDone());
  }
}
