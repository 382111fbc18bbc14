package tillsight.server;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The variables that configure a process, read by name; a wrong one names itself and the remedy.
 */
record Environment(Map<String, String> variables) {

  private static final int PORT_MAX = 65_535;

  int port(String name, int otherwise) {
    var value = text(name, Integer.toString(otherwise));
    try {
      var port = Integer.parseInt(value);
      if (port >= 0 && port <= PORT_MAX) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same remedy.
    }
    throw new Config.Wrong(name, "is '" + value + "'; set it to a port from 0 to " + PORT_MAX);
  }

  URI url(String name, String otherwise) {
    var value = text(name, otherwise);
    try {
      var url = URI.create(value);
      if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the same remedy.
    }
    throw new Config.Wrong(name, "is '" + value + "'; set it to an address such as " + otherwise);
  }

  /** The parts of a value with commas. */
  static List<String> list(String value) {
    return Stream.of(value.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /** A value, stripped; an empty one counts as unset. */
  String text(String name, String otherwise) {
    return Optional.ofNullable(variables.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .orElse(otherwise);
  }

  /** Leaves the values out, because some are secret. */
  @Override
  public String toString() {
    return "Environment";
  }
}
