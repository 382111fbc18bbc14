package tillsight.server.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Bodies as Daraja sends them, and as it should not. */
public final class Bodies {

  private static final AtomicInteger count = new AtomicInteger();

  /** A receipt of 2 March 2026 that no other test has. */
  public static String receipt() {
    return "UC2%07d".formatted(count.incrementAndGet());
  }

  public static byte[] confirmation(String receipt) {
    return edited(receipt, "");
  }

  /**
   * A good confirmation with some fields changed.
   *
   * @param edits such as {@code TransAmount="5"; -MSISDN}: raw JSON for a field, or a field to
   *     leave out
   */
  public static byte[] edited(String receipt, String edits) {
    return json(fields(receipt, edits)).getBytes(UTF_8);
  }

  public static Map<String, String> fields(String receipt, String edits) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("TransactionType", "\"Pay Bill\"");
    fields.put("TransID", "\"" + receipt + "\"");
    fields.put("TransTime", "\"20260302101714\"");
    fields.put("TransAmount", "\"150.00\"");
    fields.put("BusinessShortCode", "\"600984\"");
    fields.put("BillRefNumber", "\"ACC001\"");
    fields.put("InvoiceNumber", "\"\"");
    fields.put("OrgAccountBalance", "\"25150.00\"");
    fields.put("ThirdPartyTransID", "\"\"");
    fields.put("MSISDN", "\"2547 ***** 149\"");
    fields.put("FirstName", "\"WANJIRU\"");
    fields.put("MiddleName", "\"\"");
    fields.put("LastName", "\"\"");
    for (var edit : edits.split("; ")) {
      var parts = edit.strip().split("=", 2);
      if (parts[0].startsWith("-")) {
        fields.remove(parts[0].substring(1));
      } else if (parts.length == 2) {
        fields.put(parts[0], parts[1]);
      }
    }
    return fields;
  }

  public static String json(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> "\"" + field.getKey() + "\": " + field.getValue())
        .collect(Collectors.joining(",\n  ", "{\n  ", "\n}"));
  }

  /** That many objects inside each other, the outermost being the confirmation itself. */
  public static byte[] nested(String receipt, int depth) {
    return edited(receipt, "Extra=" + "{\"a\":".repeat(depth - 2) + "{}" + "}".repeat(depth - 2));
  }

  private Bodies() {}
}
