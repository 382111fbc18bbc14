package tillsight.ui.chart;

import java.util.List;

/** The course of a figure, too small for axes. */
public record Sparkline(List<Double> values) {}
