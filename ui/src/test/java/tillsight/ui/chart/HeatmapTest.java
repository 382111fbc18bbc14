package tillsight.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class HeatmapTest {

  @Test
  void shadesByQuantilesOfTheCellsThatAreNotEmpty() {
    assertThat(heatmap(0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1_000).thresholds())
        .containsExactly(1.0, 3.0, 5.0, 7.0, 9.0);
  }

  @Test
  void usesFewerShadesForFewValues() {
    assertThat(heatmap(0, 2, 2, 2).thresholds()).containsExactly(2.0);
    assertThat(heatmap(0, 0).thresholds()).isEmpty();
  }

  @Test
  void drawsACellOfNothingNearlyAsTheGround() {
    var pieces = HeatmapOptions.of(heatmap(0, 2)).path("visualMap").path(0).path("pieces");

    assertThat(pieces.path(0).path("lt").asDouble()).isEqualTo(2);
    assertThat(pieces.path(0).path("color").asString()).isEqualTo("var(--ts-heat-0)");
    assertThat(pieces.path(1).path("color").asString()).isEqualTo("var(--ts-heat-5)");
  }

  private static Heatmap heatmap(double... values) {
    var cells = new ArrayList<Heatmap.Cell>();
    DoubleStream.of(values)
        .forEach(value -> cells.add(new Heatmap.Cell(0, cells.size(), value, false, "")));
    return new Heatmap(List.of("Mon"), List.of("00"), Unit.COUNT, cells);
  }
}
