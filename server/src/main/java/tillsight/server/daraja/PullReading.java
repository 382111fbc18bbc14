package tillsight.server.daraja;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tillsight.server.daraja.DarajaRefusal.Why;

/**
 * One answer of Pull as it is read. Transactions come in a list, in a list within a list, in
 * several of those, or as the text of one; values keep their digits.
 */
final class PullReading {

  private static final int DEPTH_MAX = 32;
  private static final String OK = "1000";
  private static final String NONE = "1001";
  private static final String UNREGISTERED = "organization name not available";
  private static final String NOTHING_TOO = "failed to retrieve transactions";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final List<PullRow> rows = new ArrayList<>();
  private String code = "";
  private String message = "";
  private boolean faulty;
  private boolean listed;

  static PullAnswer of(byte[] body) {
    var reading = new PullReading();
    try (var parser = JSON.createParser(body)) {
      reading.document(parser);
    } catch (IOException e) {
      return new PullAnswer.Failed(
          new DarajaRefusal(isHtml(body) ? Why.UNAVAILABLE : Why.UNREADABLE));
    }
    return reading.answer(body);
  }

  private static boolean isHtml(byte[] body) {
    for (var b : body) {
      if (!Character.isWhitespace(b)) {
        return b == '<';
      }
    }
    return false;
  }

  private PullAnswer answer(byte[] body) {
    var said = message.toLowerCase(Locale.ROOT);
    if (!faulty && !rows.isEmpty()) {
      return told(PullPage.Kind.ROWS);
    }
    if (!faulty && code.equals(NONE) && said.contains(UNREGISTERED)) {
      return told(PullPage.Kind.UNREGISTERED);
    }
    if (said.contains(NOTHING_TOO)) {
      return told(PullPage.Kind.NOTHING);
    }
    var listedNone = code.isEmpty() ? listed : code.equals(OK) || code.equals(NONE);
    return !faulty && listedNone
        ? told(PullPage.Kind.NOTHING)
        : new PullAnswer.Failed(Fault.of(0, Buffer.buffer(body)).refusal());
  }

  private PullAnswer told(PullPage.Kind kind) {
    return new PullAnswer.Told(new PullPage(kind, rows, CleanText.of(message)));
  }

  private void document(JsonParser parser) throws IOException {
    switch (parser.nextToken()) {
      case START_OBJECT -> fields(parser);
      case START_ARRAY -> list(parser);
      case null, default -> faulty = true;
    }
    if (parser.nextToken() != null) {
      throw new IOException("more than one document");
    }
  }

  private void fields(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = plain(parser.currentName());
      var value = parser.nextToken();
      switch (name) {
        case "responsecode", "responsestatus" -> code = text(parser).strip();
        case "responsemessage", "responsedescription", "message" -> message = text(parser).strip();
        case "errormessage" -> {
          faulty = true;
          message = text(parser).strip();
        }
        case "errorcode", "envelope", "fault" -> {
          faulty = true;
          parser.skipChildren();
        }
        case "response", "transaction", "transactions" -> transactions(parser, value);
        default -> parser.skipChildren();
      }
    }
  }

  private void transactions(JsonParser parser, JsonToken value) throws IOException {
    switch (value) {
      case START_ARRAY -> list(parser);
      case START_OBJECT -> row(parser);
      case VALUE_STRING -> {
        try (var inner = JSON.createParser(parser.getText())) {
          if (inner.nextToken() == JsonToken.START_ARRAY) {
            list(inner);
          }
        }
      }
      case null, default -> {}
    }
  }

  /** All objects of a list, however deep in lists of lists. */
  private void list(JsonParser parser) throws IOException {
    listed = true;
    for (var depth = 1; depth > 0; ) {
      switch (parser.nextToken()) {
        case START_ARRAY -> depth++;
        case END_ARRAY -> depth--;
        case START_OBJECT -> row(parser);
        case null -> throw new IOException("ends within a list");
        default -> {}
      }
    }
  }

  private void row(JsonParser parser) throws IOException {
    Map<String, String> values = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = plain(parser.currentName());
      parser.nextToken();
      values.putIfAbsent(name, text(parser));
    }
    if (values.values().stream().anyMatch(value -> !value.isEmpty())) {
      rows.add(
          new PullRow(
              values.getOrDefault("transactionid", ""),
              values.getOrDefault("trxdate", ""),
              values.getOrDefault("msisdn", ""),
              values.getOrDefault("sender", ""),
              values.getOrDefault("transactiontype", ""),
              values.getOrDefault("billreference", ""),
              values.getOrDefault("amount", "")));
    }
  }

  /** A value as it stood there; empty for null and for what is no single value. */
  private static String text(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          parser.getText();
      case START_OBJECT, START_ARRAY -> {
        parser.skipChildren();
        yield "";
      }
      case null, default -> "";
    };
  }

  private static String plain(String name) {
    return name.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
  }
}
