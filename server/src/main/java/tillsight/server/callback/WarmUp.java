package tillsight.server.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import tillsight.server.access.Seal;
import tillsight.server.business.Business;
import tillsight.server.business.Till;
import tillsight.server.business.ValidationRules;

/**
 * Reads made-up callbacks until the JVM has compiled what reads them. Cold, the first real ones of
 * a busy minute would wait for half a second; a server says it is ready only after this.
 */
public final class WarmUp {

  private static final int CALLBACKS = 20_000;
  private static final String BODY =
      """
      {"TransactionType":"Pay Bill","TransID":"UAB0000000","TransTime":"20260102030405",\
      "TransAmount":"150.00","BusinessShortCode":"10000","BillRefNumber":"A 1",\
      "InvoiceNumber":"","OrgAccountBalance":"25150.00","ThirdPartyTransID":"",\
      "MSISDN":"%s","FirstName":"WANJIRU","MiddleName":"","LastName":""}""";

  public static Future<Void> run(Vertx vertx, Seal seal) {
    return vertx.executeBlocking(
        () -> {
          read(new Intake(seal), business());
          return null;
        });
  }

  private static void read(Intake intake, Business business) {
    var bodies =
        List.of(
            BODY.formatted("254708374149").getBytes(UTF_8),
            BODY.formatted("2547 ***** 149").getBytes(UTF_8));
    var now = Instant.parse("2026-01-02T00:05:00Z");
    for (var i = 0; i < CALLBACKS; i++) {
      intake.confirmation(business, now, "127.0.0.1", bodies.get(i % bodies.size()));
      Validation.of(business, bodies.get(i % bodies.size()), now);
    }
  }

  private static Business business() {
    var till = new Till(0, null, "10000", Till.Kind.PAYBILL, "", null, null);
    return new Business(
        0,
        "",
        ZoneId.of("Africa/Nairobi"),
        new byte[32],
        ValidationRules.NONE,
        List.of(),
        List.of(till),
        Map.of(till.code(), till));
  }

  private WarmUp() {}
}
