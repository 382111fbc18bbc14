package tillsight.server.business;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of a YAML file, read strictly: what is missing, unknown or of the wrong form becomes a
 * complaint that names line and column. Values are taken as written, so 0123 stays 0123.
 */
final class YamlMap {

  /** Where in a file, counted from one. */
  record Place(int line, int column) {
    static Place of(Node node) {
      return new Place(node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
    }
  }

  private final Place place;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Place> keys = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final Complaints complaints;

  private YamlMap(MappingNode node, Complaints complaints) {
    this.place = Place.of(node);
    this.complaints = complaints;
    node.getValue().forEach(this::put);
  }

  /**
   * The mapping that a whole file is.
   *
   * @throws BusinessFile.Wrong if it is no YAML, or no mapping
   */
  static YamlMap ofFile(String text, Complaints complaints) {
    try {
      var root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
      if (root instanceof MappingNode mapping) {
        return new YamlMap(mapping, complaints);
      }
      complaints.add(new Place(1, 1), "the file holds no mapping; begin it with: businesses:");
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark();
      complaints.add(
          new Place(mark.getLine() + 1, mark.getColumn() + 1),
          "this is not YAML: %s; check indentation and quotes".formatted(e.getProblem()));
    } catch (YAMLException e) {
      complaints.add(new Place(1, 1), "this is not YAML: " + e.getMessage());
    }
    throw complaints.wrong();
  }

  Place place() {
    return place;
  }

  /** Where a key's value stands, or the mapping if there is none. */
  Place placeOf(String key) {
    var value = values.get(key);
    return value == null ? place : Place.of(value);
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** A value that must be there. Stands in for it with {@code otherwise} once it has complained. */
  <T> T need(String key, Function<String, T> rule, T otherwise) {
    if (!has(key)) {
      known.add(key);
      complaints.add(place, key + " is missing; add it");
      return otherwise;
    }
    return find(key, rule).orElse(otherwise);
  }

  /** A value that may be there. The rule refuses with an IllegalArgumentException. */
  <T> Optional<T> find(String key, Function<String, T> rule) {
    known.add(key);
    return Optional.ofNullable(values.get(key)).flatMap(node -> scalar(key, node, rule));
  }

  /** A list of plain values; empty if it is not there. */
  <T> List<T> list(String key, Function<String, T> rule) {
    return nodes(key).stream().flatMap(node -> scalar(key, node, rule).stream()).toList();
  }

  /** A list of mappings; empty if it is not there. */
  List<YamlMap> maps(String key) {
    return nodes(key).stream().flatMap(node -> map(key, node).stream()).toList();
  }

  Optional<YamlMap> map(String key) {
    known.add(key);
    return Optional.ofNullable(values.get(key)).flatMap(node -> map(key, node));
  }

  /** Complains about every key that nobody has asked for. Call it last. */
  void refuseUnknown() {
    keys.forEach(
        (key, at) -> {
          if (!known.contains(key)) {
            complaints.add(
                at, "'%s' is not known here; use %s".formatted(key, String.join(", ", known)));
          }
        });
  }

  private void put(NodeTuple entry) {
    var at = Place.of(entry.getKeyNode());
    if (!(entry.getKeyNode() instanceof ScalarNode key)) {
      complaints.add(at, "a key must be a plain word");
    } else if (values.putIfAbsent(key.getValue(), entry.getValueNode()) != null) {
      complaints.add(at, "'%s' is there twice; remove one".formatted(key.getValue()));
    } else {
      keys.put(key.getValue(), at);
    }
  }

  private <T> Optional<T> scalar(String key, Node node, Function<String, T> rule) {
    if (!(node instanceof ScalarNode scalar)) {
      complaints.add(Place.of(node), key + " must be a single value");
    } else if (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()) {
      complaints.add(Place.of(node), key + " is empty; give it a value, or remove it");
    } else {
      try {
        return Optional.of(rule.apply(scalar.getValue()));
      } catch (IllegalArgumentException e) {
        complaints.add(Place.of(node), key + " " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  private List<Node> nodes(String key) {
    known.add(key);
    return switch (values.get(key)) {
      case null -> List.of();
      case SequenceNode sequence -> new ArrayList<>(sequence.getValue());
      case Node node -> {
        complaints.add(Place.of(node), key + " must be a list");
        yield List.of();
      }
    };
  }

  private Optional<YamlMap> map(String key, Node node) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(new YamlMap(mapping, complaints));
    }
    complaints.add(Place.of(node), key + " must be made of names and values, such as name: …");
    return Optional.empty();
  }
}
