package tillsight.ui.chart;

/** What the numbers of a chart are. Money is in cents, as everywhere. */
public enum Unit {
  MONEY,
  COUNT
}
