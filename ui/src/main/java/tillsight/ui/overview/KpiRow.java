package tillsight.ui.overview;

import com.vaadin.flow.component.html.Div;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import tillsight.ui.client.Summary;
import tillsight.ui.client.Trends;

/** The figures side by side. */
final class KpiRow extends Div {

  private final Map<Metric, KpiCard> cards = new EnumMap<>(Metric.class);

  KpiRow(Consumer<Metric> plotted) {
    addClassName("kpis");
    for (var metric : Metric.values()) {
      var card = new KpiCard(metric, plotted);
      cards.put(metric, card);
      add(card);
    }
  }

  void choose(Metric chosen) {
    cards.forEach((metric, card) -> card.choose(metric == chosen));
  }

  void show(Summary summary, List<Trends.Point> points) {
    cards.values().forEach(card -> card.show(summary, points));
  }

  /** There is no answer for these days and tills. */
  void unknown() {
    cards.values().forEach(KpiCard::unknown);
  }

  String value(Metric metric) {
    return Objects.requireNonNull(cards.get(metric)).value();
  }
}
