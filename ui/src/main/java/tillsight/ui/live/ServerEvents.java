package tillsight.ui.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a {@code text/event-stream} line by line, as the HTML standard says. */
final class ServerEvents {

  /** Longest event that is kept; the rest of a longer one is dropped with it. */
  static final int DATA_CHARS_MAX = 64 * 1024;

  /** One event: what kind, what it says, and how to go on after it. */
  record ServerEvent(String name, String data, @Nullable String id) {}

  static void read(BufferedReader lines, Consumer<ServerEvent> consumer) throws IOException {
    var name = "message";
    var data = new StringBuilder();
    String id = null;
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        if (!data.isEmpty() && data.length() <= DATA_CHARS_MAX) {
          consumer.accept(new ServerEvent(name, data.toString(), id));
        }
        name = "message";
        data.setLength(0);
        continue;
      }
      var colon = line.indexOf(':');
      var field = colon < 0 ? line : line.substring(0, colon);
      var value = colon < 0 ? "" : line.substring(colon + 1);
      var text = value.startsWith(" ") ? value.substring(1) : value;
      switch (field) {
        case "event" -> name = text;
        case "id" -> id = text;
        case "data" -> append(data, text);
        default -> {
          // Comments keep the line open; other fields are not ours.
        }
      }
    }
  }

  private static void append(StringBuilder data, String text) {
    if (data.length() <= DATA_CHARS_MAX) {
      data.append(data.isEmpty() ? "" : "\n").append(text);
    }
  }

  private ServerEvents() {}
}
