package tillsight.server.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as Pull told it, in the form in which it is kept: what it said, and what we made of
 * what it leaves open.
 *
 * @param shortCode the one that was pulled
 * @param till short code of the till it belongs to, which Pull does not say; null if nobody knows
 * @param paidAt the stated time as the answer's clock is meant; null if it is no time
 */
public record PullLine(
    String receipt,
    String statedTime,
    String msisdn,
    String sender,
    String type,
    String account,
    String amount,
    String shortCode,
    @Nullable String till,
    @Nullable Instant paidAt) {

  private static final String SETTLEMENT = "merchant-to-organization-settlement";

  /** The receipt as the ledger would have it. */
  public String id() {
    return Text.clean(receipt).toUpperCase(Locale.ROOT);
  }

  /** What the line says in cents; negative if that cannot be read. */
  public long amountCents() {
    return CallbackParser.amount(amount);
  }

  /** Whether customers' money moves on from a till to its head office. */
  public boolean isSettlement() {
    return plainType().equals(SETTLEMENT);
  }

  /** Whether a customer paid a Buy Goods till. */
  public boolean isBuyGoods() {
    return isCustomers() && plainType().contains("buy-goods");
  }

  /** Whether a customer paid a Paybill. */
  public boolean isPayBill() {
    return isCustomers() && plainType().contains("pay-bill");
  }

  /** Whether a customer paid. Everything else that Pull may tell is no payment for certain. */
  public boolean isCustomers() {
    return plainType().startsWith("c2b") && !plainType().contains("reversal");
  }

  /** The same, as belonging to a till. */
  public PullLine at(String code) {
    return new PullLine(
        receipt, statedTime, msisdn, sender, type, account, amount, shortCode, code, paidAt);
  }

  /** The same, as paid at a moment; null if that cannot be told. */
  public PullLine paid(@Nullable Instant at) {
    return new PullLine(
        receipt, statedTime, msisdn, sender, type, account, amount, shortCode, till, at);
  }

  private String plainType() {
    return type.strip().toLowerCase(Locale.ROOT);
  }

  byte[] bytes() {
    return new JsonObject()
        .put(
            "row",
            new JsonObject()
                .put("transactionId", receipt)
                .put("trxDate", statedTime)
                .put("msisdn", msisdn)
                .put("sender", sender)
                .put("transactiontype", type)
                .put("billreference", account)
                .put("amount", amount))
        .put("shortCode", shortCode)
        .put("till", till)
        .put("paidAt", paidAt == null ? null : paidAt.toString())
        .encode()
        .getBytes(UTF_8);
  }

  static PullLine of(byte[] bytes) {
    var json = new JsonObject(new String(bytes, UTF_8));
    var row = json.getJsonObject("row");
    var paidAt = json.getString("paidAt");
    return new PullLine(
        row.getString("transactionId"),
        row.getString("trxDate"),
        row.getString("msisdn"),
        row.getString("sender"),
        row.getString("transactiontype"),
        row.getString("billreference"),
        row.getString("amount"),
        json.getString("shortCode"),
        json.getString("till"),
        paidAt == null ? null : Instant.parse(paidAt));
  }

  /** Leaves out who paid, and what for. */
  @Override
  public String toString() {
    return "PullLine " + receipt;
  }
}
