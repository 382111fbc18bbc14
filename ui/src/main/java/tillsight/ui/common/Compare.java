package tillsight.ui.common;

import java.util.stream.Stream;

/** What a range is held against. */
public enum Compare {
  PREVIOUS("previous", "Previous period"),
  YEAR("year", "Year over year"),
  OFF("none", "Off");

  private final String key;
  private final String label;

  Compare(String key, String label) {
    this.key = key;
    this.label = label;
  }

  public String key() {
    return key;
  }

  public String label() {
    return label;
  }

  public boolean isOn() {
    return this != OFF;
  }

  static Compare of(String key) {
    return Stream.of(values()).filter(c -> c.key.equals(key)).findFirst().orElse(PREVIOUS);
  }
}
