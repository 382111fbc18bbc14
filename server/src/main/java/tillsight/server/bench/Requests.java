package tillsight.server.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import tillsight.server.payment.Receipt;

/**
 * Confirmations as they stand on the wire, each with its own receipt, payer, till, amount and time.
 * A template whose fields have fixed widths is patched, so that making one costs next to nothing
 * beside serving it.
 */
final class Requests {

  static final int PAYERS = 20_000;
  private static final int RECEIPT_CHARS = 10;
  private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final String BODY =
      """
      {"TransactionType":"Customer Merchant Payment","TransID":"RRRRRRRRRR",\
      "TransTime":"TTTTTTTTTTTTTT","TransAmount":"AAAAAA.00","BusinessShortCode":"CCCCCCC",\
      "BillRefNumber":"","InvoiceNumber":"","OrgAccountBalance":"BBBBBBBB.00",\
      "ThirdPartyTransID":"","MSISDN":"PPPPPPPPPPPP","FirstName":"WANJIRU","MiddleName":"",\
      "LastName":""}""";

  private final byte[] template;
  private final int receiptAt;
  private final int timeAt;
  private final int amountAt;
  private final int codeAt;
  private final int balanceAt;
  private final int payerAt;
  private final byte[][] tills;
  private final SplittableRandom random;
  private final String prefix;
  private long count;
  private byte[] time = new byte[0];
  private long second;

  /**
   * @param prefix four characters that no other source of receipts in this run uses
   */
  Requests(String token, String[] tills, String prefix, long seed) {
    var head =
        "POST /c2b/%s/confirmation HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                .formatted(token)
            + "Content-Length: %d\r\n\r\n".formatted(BODY.length());
    var text = head + BODY;
    this.template = text.getBytes(US_ASCII);
    this.receiptAt = text.indexOf("RRRRRRRRRR");
    this.timeAt = text.indexOf("TTTTTTTTTTTTTT");
    this.amountAt = text.indexOf("AAAAAA");
    this.codeAt = text.indexOf("CCCCCCC");
    this.balanceAt = text.indexOf("BBBBBBBB");
    this.payerAt = text.indexOf("PPPPPPPPPPPP");
    this.tills = new byte[tills.length][];
    for (var i = 0; i < tills.length; i++) {
      this.tills[i] = tills[i].getBytes(US_ASCII);
    }
    this.prefix = prefix;
    this.random = new SplittableRandom(seed);
  }

  /** The next request, head and body. */
  Buffer next() {
    var request = template.clone();
    put(request, receiptAt, receipt());
    put(request, timeAt, now());
    digits(request, amountAt, 6, 10 + random.nextInt(5_000));
    put(request, codeAt, tills[random.nextInt(tills.length)]);
    digits(request, balanceAt, 8, random.nextInt(10_000_000));
    digits(request, payerAt, 12, 254_700_000_000L + random.nextInt(PAYERS));
    return Buffer.buffer(request);
  }

  /** The receipt in a request that was made here. */
  String receipt(Buffer request) {
    return request.getString(receiptAt, receiptAt + RECEIPT_CHARS, "US-ASCII");
  }

  private byte[] receipt() {
    var receipt = new byte[RECEIPT_CHARS];
    put(receipt, 0, prefix.getBytes(US_ASCII));
    var rest = count++;
    for (var i = receipt.length - 1; i >= prefix.length(); i--) {
      receipt[i] = (byte) LETTERS.charAt((int) (rest % LETTERS.length()));
      rest /= LETTERS.length();
    }
    return receipt;
  }

  private byte[] now() {
    var now = System.currentTimeMillis() / 1000;
    if (now != second) {
      second = now;
      time =
          TIME.format(LocalDateTime.ofInstant(Instant.ofEpochSecond(now), Receipt.EAT))
              .getBytes(US_ASCII);
    }
    return time;
  }

  private static void put(byte[] into, int at, byte[] what) {
    System.arraycopy(what, 0, into, at, what.length);
  }

  private static void digits(byte[] into, int at, int width, long number) {
    var rest = number;
    for (var i = at + width - 1; i >= at; i--) {
      into[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
