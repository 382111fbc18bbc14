package tillsight.server.simulator.safaricom;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import tillsight.server.simulator.PayerForm;

/** How Pull names the phone of a payer; reports differ. */
public enum PullPayer {
  /** As a number, all digits. */
  PLAIN,
  MASKED,
  ABSENT;

  void put(JsonObject row, String phone) {
    if (phone.isEmpty()) {
      return;
    }
    switch (this) {
      case PLAIN -> row.put("msisdn", Long.parseLong(phone));
      case MASKED -> row.put("msisdn", PayerForm.MASKED.of(phone));
      case ABSENT -> {}
    }
  }

  /** As it is written on a command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
