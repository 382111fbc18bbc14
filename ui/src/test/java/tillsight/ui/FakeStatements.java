package tillsight.ui;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Statements as the fake server loads them: a little further each time somebody looks. */
final class FakeStatements {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");

  private final Map<String, Integer> looks = new ConcurrentHashMap<>();
  private final Map<String, ObjectNode> uploads = new ConcurrentHashMap<>();

  void reset() {
    looks.clear();
    uploads.clear();
  }

  ObjectNode list() {
    var list = read("statements");
    uploads.keySet().forEach(id -> ((ArrayNode) list.path("items")).insert(0, seen(id)));
    return list;
  }

  /** Takes the file of a multipart body, and begins to check it. */
  ObjectNode take(String body) {
    var name = FILE_NAME.matcher(body);
    var statement = read("statement");
    statement.put("fileName", name.find() ? name.group(1) : "nameless");
    uploads.put(statement.path("id").asString(), statement);
    return progress(statement, 0);
  }

  /** The statement as it is by now, or nothing of that name. */
  ObjectNode look(String id) {
    if (uploads.containsKey(id)) {
      looks.merge(id, 1, Integer::sum);
      return seen(id);
    }
    return (ObjectNode)
        read("statements")
            .path("items")
            .valueStream()
            .filter(one -> one.path("id").asString().equals(id))
            .findFirst()
            .orElse(null);
  }

  private ObjectNode seen(String id) {
    return progress(uploads.get(id), looks.getOrDefault(id, 0));
  }

  private static ObjectNode progress(ObjectNode statement, int looks) {
    var shown = statement.deepCopy();
    switch (looks) {
      case 0 -> running(shown, "checking", 0, 0);
      case 1 -> running(shown, "checking", 2400, 0);
      case 2 -> running(shown, "loading", 4812, 2000);
      default -> {
        // The sample is the end of it.
      }
    }
    return shown;
  }

  private static void running(ObjectNode shown, String state, long rows, long done) {
    shown.put("state", state).put("rows", rows).put("rowsDone", done).putNull("finishedAt");
    shown.putNull("totalsMatch");
  }

  private static ObjectNode read(String name) {
    return (ObjectNode) JSON.readTree(FakeServer.sampleText(name + ".json"));
  }
}
