package tillsight.server.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a confirmation or validation as their text stood there, before anyone says what
 * they mean. Numbers keep their digits: no binary floating point touches an amount.
 */
final class Fields {

  /** Raised when the body is no single JSON object; the message says why, without quoting it. */
  static final class NotAnObject extends Exception {
    private static final long serialVersionUID = 1L;

    NotAnObject(String why) {
      super(why, null, false, false);
    }
  }

  private static final int DEPTH_MAX = 64;

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

  @Nullable String transactionType;
  @Nullable String receipt;
  boolean receiptIsText;
  @Nullable String time;
  @Nullable String amount;
  @Nullable String shortCode;
  @Nullable String account;
  @Nullable String balance;
  @Nullable String msisdn;
  @Nullable String firstName;

  /** A field that we read occurs twice and the two disagree: other readers may take the other. */
  boolean twice;

  /** The bytes were not UTF-8: read as UTF-16, or with what could not be read replaced. */
  boolean damaged;

  private int seen;

  static Fields of(byte[] body) throws NotAnObject {
    try {
      var fields = read(JSON.createParser(body));
      fields.damaged = isWide(body);
      return fields;
    } catch (IOException e) {
      var text = lenient(body);
      if (text == null) {
        throw new NotAnObject("not JSON");
      }
      return damaged(text);
    }
  }

  /** Whether these are two or four bytes a character, which the parser reads without a word. */
  private static boolean isWide(byte[] body) {
    return body.length > 1 && (body[0] == 0 || body[1] == 0 || (body[0] & 0xfe) == 0xfe);
  }

  private static Fields damaged(String text) throws NotAnObject {
    try {
      var fields = read(JSON.createParser(text));
      fields.damaged = true;
      return fields;
    } catch (IOException e) {
      throw new NotAnObject("not JSON");
    }
  }

  /** The text with replacement characters, or null when the bytes were good UTF-8 all along. */
  private static @Nullable String lenient(byte[] body) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      return null;
    } catch (CharacterCodingException e) {
      return new String(body, UTF_8);
    }
  }

  private static Fields read(JsonParser parser) throws IOException, NotAnObject {
    try (parser) {
      var first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw new NotAnObject(first == null ? "empty" : "not a JSON object");
      }
      var fields = new Fields();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var name = parser.currentName();
        parser.nextToken();
        fields.take(name, parser);
      }
      if (parser.nextToken() != null) {
        throw new NotAnObject("more than one document");
      }
      return fields;
    }
  }

  private void take(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "TransactionType" -> transactionType = once(0, transactionType, parser);
      case "TransID" -> {
        receiptIsText = parser.currentToken() == JsonToken.VALUE_STRING;
        receipt = once(1, receipt, parser);
      }
      case "TransTime" -> time = once(2, time, parser);
      case "TransAmount" -> amount = once(3, amount, parser);
      case "BusinessShortCode" -> shortCode = once(4, shortCode, parser);
      case "BillRefNumber" -> account = once(5, account, parser);
      case "OrgAccountBalance" -> balance = once(6, balance, parser);
      case "MSISDN" -> msisdn = once(7, msisdn, parser);
      case "FirstName" -> firstName = once(8, firstName, parser);
      default -> parser.skipChildren();
    }
  }

  private @Nullable String once(int field, @Nullable String before, JsonParser parser)
      throws IOException {
    var value =
        switch (parser.currentToken()) {
          case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getText();
          case VALUE_TRUE, VALUE_FALSE -> parser.getText();
          case START_OBJECT, START_ARRAY -> {
            parser.skipChildren();
            yield "";
          }
          case null, default -> null;
        };
    // A null is an answer too: the parser next door may have kept it.
    twice |= (seen & 1 << field) != 0 && !Objects.equals(before, value);
    seen |= 1 << field;
    return value;
  }
}
