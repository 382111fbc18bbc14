package tillsight.ui.daraja;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Daraja;
import tillsight.ui.common.Card;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Rows;
import tillsight.ui.common.State;

/** The numbers that are registered with Safaricom, and how far each is proven by Pull. */
final class ShortCodes extends Card {

  private final Errands errands;
  private final Clock clock;
  private final List<ShortCodeRow> rows = new ArrayList<>();
  private @Nullable List<String> shown;

  ShortCodes(Errands errands, Clock clock) {
    super("short-codes-card", "Short codes");
    this.errands = errands;
    this.clock = clock;
    note("what is registered with Safaricom, and how far Pull has proven it");
  }

  /** Only the words change while the short codes are the same, so that nobody loses their place. */
  void show(Daraja daraja) {
    var codes = daraja.shortCodes().stream().map(Daraja.ShortCode::shortCode).toList();
    if (!codes.equals(shown)) {
      shown = codes;
      rows.clear();
      if (codes.isEmpty()) {
        fill(new State(Icon.DARAJA, "No short code yet", "Each till brings its own."));
        return;
      }
      var table =
          new Rows(
              "Short codes",
              errands.allowed()
                  ? List.of("Short code", "Callback URLs", "Pull", "Last run", "")
                  : List.of("Short code", "Callback URLs", "Pull", "Last run"));
      codes.forEach(
          _ -> {
            var row = new ShortCodeRow(errands, clock);
            rows.add(row);
            row.addTo(table);
          });
      fill(table);
    }
    for (var i = 0; i < rows.size(); i++) {
      rows.get(i).show(daraja.shortCodes().get(i), daraja);
    }
  }
}
