package tillsight.server.reconciliation;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tillsight.server.payment.Receipt;

/** A Daraja whose Pull knows transactions, and tells them page by page as the real one does. */
final class PlayedPull {

  private static final DateTimeFormatter ASKED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /** A transaction of a short code. */
  record Transaction(
      String shortCode, String receipt, Instant at, long cents, String type, String stated) {}

  private final HttpServer server;
  private final List<Transaction> transactions = new CopyOnWriteArrayList<>();
  final ConcurrentLinkedQueue<JsonObject> asked = new ConcurrentLinkedQueue<>();
  final AtomicInteger pages = new AtomicInteger();
  volatile int pageSize = 100;
  volatile boolean ignoresOffset;
  volatile boolean ignoresWindow;
  volatile int failsFromPage = Integer.MAX_VALUE;
  volatile String form = "yyyy-MM-dd'T'HH:mm:ss'+03:00'";
  volatile long aheadSeconds;

  /** Called before each answer, on the thread of the server. */
  volatile Consumer<JsonObject> beforeAnswer = question -> {};

  PlayedPull(Vertx vertx) {
    server = vertx.createHttpServer().requestHandler(this::answer).listen(0, "localhost").await();
  }

  URI base() {
    return URI.create("http://localhost:" + server.actualPort());
  }

  void close() {
    server.close().await();
  }

  void reset() {
    transactions.clear();
    asked.clear();
    pages.set(0);
    pageSize = 100;
    ignoresOffset = false;
    ignoresWindow = false;
    failsFromPage = Integer.MAX_VALUE;
    form = "yyyy-MM-dd'T'HH:mm:ss'+03:00'";
    aheadSeconds = 0;
    beforeAnswer = question -> {};
  }

  void paid(String shortCode, String receipt, Instant at, long cents) {
    paid(shortCode, receipt, at, cents, "c2b-pay-bill-debit");
  }

  void paid(String shortCode, String receipt, Instant at, long cents, String type) {
    transactions.add(new Transaction(shortCode, receipt, at, cents, type, ""));
  }

  private void answer(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              if (request.path().startsWith("/oauth")) {
                request.response().end("{\"access_token\":\"t\",\"expires_in\":\"3599\"}");
                return;
              }
              var question = body.toJsonObject();
              asked.add(question);
              beforeAnswer.accept(question);
              if (pages.incrementAndGet() >= failsFromPage) {
                request
                    .response()
                    .setStatusCode(400)
                    .end("{\"errorCode\":\"400.002.05\",\"errorMessage\":\"Invalid request\"}");
              } else {
                request.response().end(rows(question).encode());
              }
            });
  }

  private JsonObject rows(JsonObject question) {
    var from = time(question, "StartDate");
    var to = time(question, "EndDate");
    var rows =
        transactions.stream()
            .filter(one -> one.shortCode().equals(question.getString("ShortCode")))
            .filter(one -> ignoresWindow || (!one.at().isBefore(from) && !one.at().isAfter(to)))
            .sorted(Comparator.comparing(Transaction::at))
            .skip(ignoresOffset ? 0 : Long.parseLong(question.getString("OffSetValue")))
            .limit(pageSize)
            .map(this::row)
            .toList();
    return new JsonObject()
        .put("ResponseRefID", "1")
        .put("ResponseCode", rows.isEmpty() ? "1001" : "1000")
        .put("ResponseMessage", rows.isEmpty() ? "Null" : "Success")
        .put("Response", new JsonArray().add(new JsonArray(rows)));
  }

  private JsonObject row(Transaction one) {
    var time =
        DateTimeFormatter.ofPattern(form)
            .format(one.at().plusSeconds(aheadSeconds).atOffset(Receipt.EAT));
    return new JsonObject()
        .put("transactionId", one.receipt())
        .put("trxDate", time)
        .put("msisdn", 254708374149L)
        .put("sender", "JANE DOE")
        .put("transactiontype", one.type())
        .put("billreference", "")
        .put("amount", Books.shillings(one.cents()))
        .put("organizationname", "EXAMPLE ORG");
  }

  private static Instant time(JsonObject question, String field) {
    return LocalDateTime.parse(question.getString(field), ASKED).toInstant(Receipt.EAT);
  }
}
