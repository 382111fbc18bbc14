package tillsight.ui.payment;

import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Payment;
import tillsight.ui.client.SignedIn;
import tillsight.ui.client.TillsightClient;
import tillsight.ui.common.Names;

/** The payments of the current question as CSV, page by page, safe to open in a spreadsheet. */
final class PaymentExport implements DownloadHandler {

  static final int ROWS_MAX = 100_000;

  private static final long serialVersionUID = 1L;
  private static final int PAGE = 200;
  private static final String FORMULA_STARTS = "=+-@\t\r";
  private static final String HEADER =
      "receipt,paid_at,till,till_name,channel,payer,first_name,account,amount_kes,reversed_kes,"
          + "revenue,source\r\n";

  private final transient TillsightClient server;
  private final SignedIn who;
  private final transient Supplier<PaymentQuery> current;

  PaymentExport(TillsightClient server, SignedIn who, Supplier<PaymentQuery> current) {
    this.server = server;
    this.who = who;
    this.current = current;
  }

  @Override
  public void handleDownloadRequest(DownloadEvent event) throws IOException {
    PaymentQuery query;
    event.getSession().lock();
    try {
      query = current.get();
    } finally {
      event.getSession().unlock();
    }
    var range = query.filter().range();
    event.setFileName("payments-" + range.from() + "-to-" + range.last() + ".csv");
    event.setContentType("text/csv;charset=utf-8");
    try (var out = new OutputStreamWriter(event.getOutputStream(), StandardCharsets.UTF_8)) {
      write(query, out);
    }
  }

  void write(PaymentQuery query, Writer out) throws IOException {
    out.write(HEADER);
    var rows = 0;
    var cursor = "";
    do {
      var page = server.payments(who, query.page(cursor, PAGE));
      for (var payment : page.items()) {
        out.write(line(payment, who.zone()));
      }
      rows += page.items().size();
      cursor = page.next() == null ? "" : page.next();
    } while (!cursor.isEmpty() && rows < ROWS_MAX);
  }

  static String line(Payment payment, ZoneId zone) {
    var paidAt = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(payment.paidAt().atZone(zone));
    return Arrays.asList(
            payment.receipt(),
            paidAt,
            payment.till(),
            payment.tillName(),
            payment.channel(),
            payment.payerDisplay(),
            payment.firstName(),
            payment.account(),
            shillings(payment.amountCents()),
            shillings(payment.reversedCents()),
            payment.revenue(),
            payment.source())
        .stream()
        .map(PaymentExport::cell)
        .collect(Collectors.joining(",", "", "\r\n"));
  }

  /** A spreadsheet must not take a payer's name for a formula, nor a comma for the next column. */
  static String cell(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    var plain = Names.clean(text);
    var start = plain.stripLeading();
    var dangerous =
        FORMULA_STARTS.indexOf(text.charAt(0)) >= 0
            || (!start.isEmpty() && FORMULA_STARTS.indexOf(start.charAt(0)) >= 0);
    var clean = (dangerous ? "'" : "") + plain;
    return clean.chars().anyMatch(c -> c == ',' || c == '"' || c == '\'') || clean.isBlank()
        ? '"' + clean.replace("\"", "\"\"") + '"'
        : clean;
  }

  private static String shillings(long cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }
}
