package tillsight.server.simulator.safaricom;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a call says; each field is asked for in its form, and refused in any other. */
final class Fields {

  private static final List<String> WORDS_REFUSED =
      List.of(
          "m-pesa",
          "mpesa",
          "safaricom",
          "exe",
          "exec",
          "cmd",
          "sql",
          "query",
          "ngrok",
          "mockbin",
          "requestbin");
  private static final Pattern PHONE = Pattern.compile("254[17]\\d{8}");
  private static final BigDecimal CENTS = BigDecimal.valueOf(100);

  private final JsonObject json;
  private final Family family;

  private Fields(JsonObject json, Family family) {
    this.json = json;
    this.family = family;
  }

  static Fields read(String body, Family family) {
    try {
      return new Fields(new JsonObject(body), family);
    } catch (DecodeException e) {
      throw new Rejection(400, "400.002.05", "Invalid Request Payload");
    }
  }

  Rejection invalid(String name) {
    return family.badField(name);
  }

  /** Numbers are taken as text too, as Daraja takes them. */
  @Nullable String optional(String name) {
    var value = json.getValue(name);
    if (value == null || (value instanceof String text && text.isBlank())) {
      return null;
    }
    if (value instanceof String || value instanceof Number) {
      return value.toString().strip();
    }
    throw invalid(name);
  }

  String text(String name) {
    var value = optional(name);
    if (value == null) {
      throw invalid(name);
    }
    return value;
  }

  String text(String name, int lengthMax) {
    var value = text(name);
    if (value.length() > lengthMax) {
      throw invalid(name);
    }
    return value;
  }

  String oneOf(String name, String... allowed) {
    var value = text(name);
    if (!List.of(allowed).contains(value)) {
      throw invalid(name);
    }
    return value;
  }

  String phone(String name) {
    var value = text(name);
    if (!PHONE.matcher(value).matches()) {
      throw invalid(name);
    }
    return value;
  }

  long cents(String name) {
    try {
      var cents = new BigDecimal(text(name)).multiply(CENTS).longValueExact();
      if (cents > 0) {
        return cents;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Refused below, together with what is not above zero.
    }
    throw invalid(name);
  }

  long wholeShillings(String name) {
    var cents = cents(name);
    if (cents % 100 != 0) {
      throw invalid(name);
    }
    return cents;
  }

  int count(String name) {
    try {
      var count = Integer.parseInt(text(name));
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Refused below, together with what is below zero.
    }
    throw invalid(name);
  }

  /** One of the app's own short codes. */
  String shortCode(String name, DarajaApp app) {
    var code = text(name);
    if (!app.shortCodes().contains(code)) {
      throw invalid(name);
    }
    return code;
  }

  URI url(String name, boolean httpsOnly) {
    var text = text(name);
    var lower = text.toLowerCase(Locale.ROOT);
    for (var word : WORDS_REFUSED) {
      if (lower.contains(word)) {
        throw family.badUrl(name, "URL has the word " + word.toUpperCase(Locale.ROOT));
      }
    }
    try {
      var url = URI.create(text);
      var scheme = String.valueOf(url.getScheme());
      var isSecure = scheme.equals("https");
      if (url.getHost() != null && (isSecure || (scheme.equals("http") && !httpsOnly))) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Refused below, together with addresses of another kind.
    }
    throw invalid(name);
  }
}
