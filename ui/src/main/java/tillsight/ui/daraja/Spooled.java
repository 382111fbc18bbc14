package tillsight.ui.daraja;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;
import tillsight.ui.client.Daraja;
import tillsight.ui.common.Card;
import tillsight.ui.common.Shillings;

/** What waits on the server's disk because the database is away or slow. */
final class Spooled extends Card {

  Spooled() {
    super("spool-card", "If the database is away");
  }

  void show(Daraja.Spool spool) {
    var count = new Span(Shillings.count(spool.waiting()));
    count.addClassName("spool-count");
    var waits =
        spool.waiting() == 0
            ? "waiting. Callbacks would be kept on this server's disk and answered all the same."
            : (spool.waiting() == 1 ? "payment waits" : "payments wait")
                + " on this server's disk for the database ("
                + size(spool.bytes())
                + "). None of them is lost.";
    var words = new Span(waits);
    words.addClassName("spool-words");
    var line = new Div(count, words);
    line.addClassNames("spool", spool.waiting() == 0 ? "spool-calm" : "spool-busy");
    fill(line);
  }

  private static String size(long bytes) {
    return bytes < 1_000_000
        ? Math.max(1, bytes / 1_000) + " KB"
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
  }
}
