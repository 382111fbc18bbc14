package tillsight.ui.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The parameters of a call, in the server's own names. */
public final class Question {

  private final List<String> parameters = new ArrayList<>();

  /** Asks about the days from the first on, up to and without the last. */
  public static Question range(LocalDate from, LocalDate to) {
    return new Question().with("from", from).with("to", to);
  }

  /** Asks without limits of time. */
  public static Question always() {
    return new Question();
  }

  /** Adds a parameter; a blank one is left out. */
  public Question with(String name, Object value) {
    var text = value.toString();
    if (!text.isBlank()) {
      parameters.add(name + "=" + URLEncoder.encode(text, UTF_8));
    }
    return this;
  }

  /** Adds a parameter as often as there are values. */
  public Question withEach(String name, Collection<?> values) {
    values.forEach(value -> with(name, value));
    return this;
  }

  String query() {
    return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
  }
}
