package tillsight.server.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * A body as the JSON object it is. Numbers keep the digits they were written with: no binary
 * floating point touches an amount, and 50.0 does not become 5E+1.
 *
 * @param twice a field occurs twice in one object: other readers may take the other value
 */
public record BodyTree(JsonNode root, boolean twice) {

  private static final int DEPTH_MAX = 64;

  private static final ObjectReader JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build()
          .readerFor(JsonNode.class);
  private static final ObjectReader STRICT =
      JSON.with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

  /** Nothing if it is no single JSON object. Bytes that are not UTF-8 are read as damaged text. */
  public static Optional<BodyTree> of(byte[] body) {
    return read(STRICT, body, false)
        .or(() -> read(JSON, body, true))
        .or(() -> read(JSON, new String(body, UTF_8).getBytes(UTF_8), false))
        .filter(tree -> tree.root().isObject());
  }

  /** A value as its text stood there; empty for what is neither a text nor a number. */
  static String text(JsonNode value) {
    return value.isTextual() || value.isNumber() ? value.asText() : "";
  }

  private static Optional<BodyTree> read(ObjectReader reader, byte[] body, boolean twice) {
    try {
      return Optional.of(new BodyTree(reader.readTree(body), twice));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Leaves the body out. */
  @Override
  public String toString() {
    return "BodyTree";
  }
}
