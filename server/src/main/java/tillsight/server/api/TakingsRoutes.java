package tillsight.server.api;

import io.vertx.core.Future;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tillsight.server.access.Permission;
import tillsight.server.takings.Figures;
import tillsight.server.takings.Heatmap;
import tillsight.server.takings.Heatmaps;
import tillsight.server.takings.Interval;
import tillsight.server.takings.Takings;
import tillsight.server.takings.Trend;
import tillsight.server.takings.Trends;

/** The figures of the dashboards: summary, peak hours, trends. */
final class TakingsRoutes {

  private final Gate gate;
  private final Takings takings;
  private final Heatmaps heatmaps;
  private final Trends trends;

  TakingsRoutes(Gate gate, Takings takings, Heatmaps heatmaps, Trends trends) {
    this.gate = gate;
    this.takings = takings;
    this.heatmaps = heatmaps;
    this.trends = trends;
  }

  void hangUp() {
    gate.guarded("summary", Permission.SUMMARY, this::summary);
    gate.guarded("heatmap", Permission.HEATMAP, this::heatmap);
    gate.guarded("trends", Permission.TRENDS, this::trend);
  }

  private Future<Figures.Compared> summary(Call call) {
    var business = call.business().id();
    var tills = call.tills();
    var range = call.range();
    var other = Comparison.of(call, range);
    return Future.all(
            takings.figures(business, tills, range, range.end(), call.now()),
            other == null
                ? Future.succeededFuture()
                : takings.figures(business, tills, other.range(), other.end(), other.end()))
        .map(
            both ->
                new Figures.Compared(
                    both.<Figures>resultAt(0), both.<@Nullable Figures>resultAt(1)));
  }

  private Future<Heatmap> heatmap(Call call) {
    var measure =
        Heatmap.Measure.valueOf(call.text("measure", "payments").toUpperCase(Locale.ROOT));
    return heatmaps.of(measure, call.business().id(), call.tills(), call.range(), call.now());
  }

  private Future<Trend> trend(Call call) {
    var interval = Interval.valueOf(call.text("interval", "day").toUpperCase(Locale.ROOT));
    return trends.of(interval, call.business().id(), call.tills(), call.range(), call.now());
  }
}
