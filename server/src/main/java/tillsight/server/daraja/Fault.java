package tillsight.server.daraja;

import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tillsight.server.daraja.DarajaRefusal.Why;

/**
 * An answer that says no: which of the documented errors it is. One code has several causes, so the
 * text decides where it can.
 *
 * @param status of HTTP; 0 if it is not known
 * @param code Daraja's own; empty if it gave none
 * @param text as it was sent; not to be shown
 */
record Fault(int status, String code, String text) {

  /** Reads Daraja's own form, that of its gateway, SOAP as JSON, HTML, and nothing at all. */
  static Fault of(int status, Buffer body) {
    return Said.of(body).map(said -> of(status, said)).orElseGet(() -> new Fault(status, "", ""));
  }

  private static Fault of(int status, Said said) {
    var envelope = said.inner("Envelope").flatMap(it -> it.inner("Body"));
    var fault = envelope.flatMap(it -> it.inner("Fault")).or(() -> said.inner("fault"));
    if (fault.isPresent()) {
      var code = fault.get().inner("detail").map(it -> it.text("errorcode")).orElse("");
      return new Fault(status, code, fault.get().text("faultstring", "message"));
    }
    return new Fault(
        status,
        said.text("errorCode", "ResponseCode", "Response Status", "code"),
        said.text("errorMessage", "ResponseDescription", "Response Message", "message", "error"));
  }

  DarajaRefusal refusal() {
    return new DarajaRefusal(why(), named(), CleanText.of(text));
  }

  private @Nullable String named() {
    if (!code.isEmpty()) {
      return CleanText.of(code);
    }
    return status == 0 ? null : "HTTP " + status;
  }

  Why why() {
    var byText = byText(text.toLowerCase(Locale.ROOT));
    if (byText != null) {
      return byText;
    }
    var byCode = byCode();
    return byCode == null ? byStatus() : byCode;
  }

  private static @Nullable Why byText(String said) {
    if (said.contains("no apiproduct match")) {
      return Why.PRODUCT_MISSING;
    }
    if (said.contains("already registered")) {
      return Why.ALREADY_REGISTERED;
    }
    if (said.contains("duplicate notification")) {
      return Why.OLD_PLATFORM;
    }
    if (said.contains("has the word")) {
      return Why.FORBIDDEN_WORD;
    }
    if (said.contains("spike arrest") || said.contains("spikearrest")) {
      return Why.SPIKE_ARREST;
    }
    if (said.contains("quota")) {
      return Why.QUOTA;
    }
    return said.contains("responsecode 503") ? Why.UNAVAILABLE : null;
  }

  private @Nullable Why byCode() {
    return switch (code) {
      case "400.008.01" -> Why.WRONG_AUTHENTICATION;
      case "400.008.02" -> Why.WRONG_GRANT_TYPE;
      case "400.001" -> Why.WRONG_SHORT_CODE;
      case "400.002.02" -> invalidField();
      case "400.002.05" -> Why.INVALID_PAYLOAD;
      case "400.003.01", "401.001", "401.003.01", "404.001.03" -> Why.TOKEN_REFUSED;
      case "400.003.02" -> Why.BAD_REQUEST;
      case "404.003.01", "404.001.01" -> Why.WRONG_PATH;
      case "404.001.04", "405.001" -> Why.WRONG_METHOD;
      case "500.001.1001" -> merchant();
      case "500.003.02" -> Why.SPIKE_ARREST;
      case "500.003.03" -> Why.QUOTA;
      case "500.003.1001" -> Why.DARAJA_FAULT;
      // The short ones mean something else in an acknowledgement.
      default -> code.length() < 4 ? null : ResultCode.of(code).orElse(null);
    };
  }

  private Why invalidField() {
    var said = text.toLowerCase(Locale.ROOT).replace(" ", "");
    return said.contains("invalidbusinessshortcode") || said.contains("invalidshortcode")
        ? Why.WRONG_SHORT_CODE
        : Why.INVALID_FIELD;
  }

  private Why merchant() {
    var said = text.toLowerCase(Locale.ROOT);
    if (said.contains("merchant does not exist")) {
      return Why.MERCHANT_UNKNOWN;
    }
    if (said.contains("wrong credentials")) {
      return Why.WRONG_PASSKEY;
    }
    if (said.contains("unable to lock subscriber")) {
      return Why.SUBSCRIBER_BUSY;
    }
    return said.contains("process") ? Why.STILL_PROCESSING : Why.DARAJA_FAULT;
  }

  private Why byStatus() {
    return switch (status) {
      case 401 -> Why.TOKEN_REFUSED;
      case 403 -> Why.FORBIDDEN;
      case 404 -> Why.WRONG_PATH;
      case 405 -> Why.WRONG_METHOD;
      case 429 -> Why.SPIKE_ARREST;
      default -> byClass();
    };
  }

  private Why byClass() {
    var silent = code.isEmpty() && text.isEmpty();
    if (status >= 500) {
      return code.isEmpty() ? Why.UNAVAILABLE : Why.DARAJA_FAULT;
    }
    return silent && status < 400 ? Why.UNREADABLE : Why.UNKNOWN;
  }
}
