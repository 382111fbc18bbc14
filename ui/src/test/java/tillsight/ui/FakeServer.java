package tillsight.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server that answers with the samples, one file an endpoint, and keeps the roles' limits. Time
 * stands still on Monday, 2 March 2026, at 14:03 in Nairobi.
 */
public final class FakeServer {

  public static final Instant NOW = Instant.parse("2026-03-02T11:03:12Z");

  private static final LocalDate TODAY = LocalDate.parse("2026-03-02");
  private static final LocalDate FIRST = LocalDate.parse("2026-02-03");
  private static final ZoneId NAIROBI = ZoneId.of("Africa/Nairobi");
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> WESTLANDS = Set.of("5120001", "5120002", "5120003");
  private static final Map<String, Set<String>> CLOSED =
      Map.of(
          "manager", Set.of("quarantine", "statements", "daraja", "audit"),
          "cashier",
              Set.of(
                  "quarantine",
                  "heatmap",
                  "customers",
                  "completeness",
                  "statements",
                  "daraja",
                  "audit"),
          "operator",
              Set.of("summary", "heatmap", "trends", "payments", "customers", "live", "audit"));

  /** What a call was answered with instead of its sample. */
  private record Answer(int status, String body) {}

  private final HttpServer http;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<OutputStream> streams = new CopyOnWriteArrayList<>();

  private final FakeStatements statements = new FakeStatements();
  private final List<ObjectNode> booked = new CopyOnWriteArrayList<>();
  private volatile boolean streaming = true;

  private FakeServer(HttpServer http) {
    this.http = http;
  }

  public static FakeServer start() {
    return start(0);
  }

  static FakeServer start(int port) {
    try {
      var http = HttpServer.create(new InetSocketAddress("localhost", port), 0);
      var server = new FakeServer(http);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.createContext("/api/v1/", server::handle);
      http.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs for a developer, sending a payment every few seconds. */
  static void main(String[] args) throws InterruptedException {
    var server = start(args.length > 0 ? Integer.parseInt(args[0]) : 8088);
    IO.println("The fake server is at " + server.url());
    for (var i = 0; ; i++) {
      Thread.sleep(8_000);
      server.book("UC2LIVE%03d".formatted(i), 10_000 + 7_700L * (i % 9));
    }
  }

  public String url() {
    return "http://localhost:" + http.getAddress().getPort();
  }

  public void stop() {
    http.stop(0);
  }

  /** Forgets all special answers and calls. */
  public void reset() {
    answers.clear();
    calls.clear();
    bodies.clear();
    booked.clear();
    statements.reset();
  }

  /** Answers the resource (such as "summary", or "POST daraja/pull") so from now on. */
  public void answer(String resource, int status, String body) {
    answers.put(resource, new Answer(status, body));
  }

  /** What was asked, such as "GET /summary?from=…". */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** What was sent along with the calls, keys in the order of the alphabet. */
  public List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** Sends an event to everybody who listens. */
  private void publish(String event) {
    var gone = new ArrayList<OutputStream>();
    for (var stream : streams) {
      try {
        synchronized (stream) {
          stream.write(event.getBytes(UTF_8));
          stream.flush();
        }
      } catch (IOException e) {
        gone.add(stream);
      }
    }
    streams.removeAll(gone);
  }

  /** Books a payment of now to the first till of Westlands, and tells everybody who listens. */
  public void book(String receipt, long amountCents) {
    var payment = (ObjectNode) sample("payments").path("items").path(1);
    payment.put("receipt", receipt).put("amountCents", amountCents).put("paidAt", NOW.toString());
    payment.put("till", "5120001").put("tillName", "Counter 1").put("firstName", "Zawadi");
    payment.put("payerDisplay", "2547 ***** 881").put("payerKind", "masked");
    payment.put("reversedCents", 0).put("revenue", "yes");
    booked.addFirst(payment);
    publish("event: payment\nid: " + receipt + "\ndata: " + payment + "\n\n");
  }

  /** Has no event stream, for tests in which nothing may happen by itself. */
  public FakeServer withoutStream() {
    streaming = false;
    return this;
  }

  public static String sampleText(String name) {
    try (var in = FakeServer.class.getResourceAsStream("/samples/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A sample to bend to what a test needs. */
  public static ObjectNode sample(String name) {
    return (ObjectNode) JSON.readTree(sampleText(name + ".json"));
  }

  private void handle(HttpExchange call) throws IOException {
    try {
      var path = call.getRequestURI().getPath().substring("/api/v1".length());
      calls.add(call.getRequestMethod() + " " + call.getRequestURI().toString().substring(7));
      var body = new String(call.getRequestBody().readAllBytes(), UTF_8);
      if (body.startsWith("{")) {
        bodies.add(JSON.writeValueAsString(JSON.readValue(body, TreeMap.class)));
      }
      var parts = path.substring(1).split("/", -1);
      var special =
          answers.getOrDefault(
              call.getRequestMethod() + " " + path.substring(1), answers.get(parts[0]));
      if (special != null) {
        send(call, special.status(), special.body());
      } else if (parts[0].equals("sessions")) {
        sessions(call, parts, body);
      } else {
        authorized(call, parts, body);
      }
    } catch (RuntimeException e) {
      e.printStackTrace();
      send(call, 500, "{\"title\":\"the fake failed\"}");
    }
  }

  private void sessions(HttpExchange call, String[] parts, String body) throws IOException {
    if (call.getRequestMethod().equals("DELETE")) {
      call.sendResponseHeaders(204, -1);
      return;
    }
    if (parts.length > 1) {
      var token = JSON.readTree(body).path("refreshToken").asString();
      send(call, 200, session(token.substring("refresh-".length())).toString());
      return;
    }
    var username = JSON.readTree(body).path("username").asString();
    var password = JSON.readTree(body).path("password").asString();
    if (username.startsWith("locked")) {
      call.getResponseHeaders().set("Retry-After", "600");
      send(call, 401, problem(401, "Wrong name or password."));
    } else if (!password.equals("secret")) {
      send(call, 401, problem(401, "Wrong name or password."));
    } else {
      send(
          call, 201, session(username.substring(0, Math.max(0, username.indexOf('@')))).toString());
    }
  }

  private static ObjectNode session(String role) {
    var session = sample("sessions");
    session.put("accessToken", "access-" + role).put("refreshToken", "refresh-" + role);
    session.set("user", user(role));
    return session;
  }

  static ObjectNode user(String role) {
    var user = sample("me").put("role", role).put("username", role + "@acme");
    if (role.equals("manager") || role.equals("cashier")) {
      ((ArrayNode) user.path("branches"))
          .removeAll()
          .addObject()
          .put("id", 1)
          .put("name", "Westlands");
      var tills = ((ArrayNode) user.path("tills")).removeAll();
      WESTLANDS.forEach(tills::add);
    }
    return user;
  }

  private void authorized(HttpExchange call, String[] parts, String body) throws IOException {
    var token = call.getRequestHeaders().getFirst("Authorization");
    if (token == null || !token.startsWith("Bearer access-")) {
      send(call, 401, problem(401, "Sign in first."));
      return;
    }
    var role = token.substring("Bearer access-".length());
    var question = query(call.getRequestURI().getRawQuery());
    var narrow = role.equals("manager") || role.equals("cashier");
    if (CLOSED.getOrDefault(role, Set.of()).contains(parts[0])) {
      send(call, 403, sampleText("problem-403.json"));
    } else if (narrow && !WESTLANDS.containsAll(question.getOrDefault("till", List.of()))) {
      send(call, 403, problem(403, "These tills are not yours to see. An owner can grant it."));
    } else {
      answer(call, parts, role, question, body);
    }
  }

  private void answer(
      HttpExchange call,
      String[] parts,
      String role,
      Map<String, List<String>> question,
      String body)
      throws IOException {
    switch (parts[0]) {
      case "me" -> send(call, 200, user(role).toString());
      case "branches" -> send(call, 200, sample("branches").toString());
      case "tills" -> send(call, 200, tills(role, question).toString());
      case "summary" -> send(call, 200, summary(question).toString());
      case "heatmap" -> send(call, 200, heatmap(question).toString());
      case "trends" -> send(call, 200, trends(question).toString());
      case "customers" -> send(call, 200, sample("customers").toString());
      case "quarantine" -> quarantine(call, parts, question, body);
      case "completeness" -> completeness(call, parts, role, question);
      case "statements" -> statements(call, parts, role, body);
      case "payments" -> payments(call, parts, role, question, body);
      case "daraja" -> send(call, 200, sample(String.join("-", parts)).toString());
      case "audit" -> send(call, 200, FakeDaraja.audit(first(question, "cursor", "")).toString());
      case "live" -> {
        if (streaming) {
          live(call);
        } else {
          send(call, 503, problem(503, "There is no stream here."));
        }
      }
      default -> send(call, 404, problem(404, "There is no such resource."));
    }
  }

  private static ObjectNode tills(String role, Map<String, List<String>> question) {
    var tills = sample("tills");
    var items = (ArrayNode) tills.path("items");
    var branches = question.getOrDefault("branch", List.of());
    var codes = question.getOrDefault("till", List.of());
    for (var i = items.size() - 1; i >= 0; i--) {
      var till = (ObjectNode) items.get(i);
      var code = till.path("code").asString();
      var mine = !(role.equals("manager") || role.equals("cashier")) || WESTLANDS.contains(code);
      var asked =
          (codes.isEmpty() && branches.isEmpty())
              || codes.contains(code)
              || branches.contains(till.path("branchId").asString(""));
      if (!mine || !asked) {
        items.remove(i);
      } else if (role.equals("operator")) {
        till.put("payments", 0).put("grossCents", 0).putNull("compare");
      } else if (from(question).equals(TODAY)) {
        till.put("payments", till.path("payments").asLong() / 60);
        till.put("grossCents", till.path("grossCents").asLong() / 60).putNull("compare");
      }
    }
    return tills;
  }

  private static ObjectNode summary(Map<String, List<String>> question) {
    var summary = sample("summary");
    if ("none".equals(first(question, "compare", "previous"))) {
      summary.putNull("compare");
    }
    if (from(question).equals(TODAY)) {
      var hours = sample("trends-hour").path("points");
      var payments = hours.valueStream().mapToLong(p -> p.path("payments").asLong()).sum();
      var gross = hours.valueStream().mapToLong(p -> p.path("grossCents").asLong()).sum();
      summary.put("payments", payments).put("grossCents", gross).put("netCents", gross);
    }
    return summary;
  }

  private static ObjectNode heatmap(Map<String, List<String>> question) {
    var heatmap = sample("heatmap");
    var measure = first(question, "measure", "payments");
    heatmap.put("measure", measure);
    for (var node : heatmap.path("cells")) {
      var cell = (ObjectNode) node;
      var value = cell.path("value").asDouble();
      var hour = cell.path("hour").asInt();
      cell.put(
          "value",
          switch (measure) {
            case "amount" -> Math.rint(value * (52_000 + 900 * hour));
            case "average" -> value == 0 ? 0 : 52_000 + 900.0 * hour;
            case "customers" -> value * 0.83;
            default -> value;
          });
    }
    return heatmap;
  }

  /** The sample, moved to where the question begins; what lies before the sample is a bit less. */
  private static ObjectNode trends(Map<String, List<String>> question) {
    var hourly = "hour".equals(first(question, "interval", "day"));
    var trends = sample(hourly ? "trends-hour" : "trends");
    trends.put("interval", first(question, "interval", "day"));
    var start = hourly ? TODAY : FIRST;
    var shift = ChronoUnit.DAYS.between(start, from(question));
    var points = (ArrayNode) trends.path("points");
    if (hourly && shift < 0) {
      // The rest of a day that is over, modelled on hours that the sample has.
      for (var like : List.of(13, 12, 12, 12, 11, 9, 8, 7, 0)) {
        var copy = ((ObjectNode) points.get(like)).deepCopy();
        copy.put("start", TODAY.atTime(points.size(), 0).atZone(NAIROBI).toInstant().toString());
        points.add(copy);
      }
      points.set(14, ((ObjectNode) points.get(13)).deepCopy().put("start", "2026-03-02T11:00:00Z"));
    }
    for (var node : points) {
      var point = (ObjectNode) node;
      var moved = Instant.parse(point.path("start").asString()).plus(shift, ChronoUnit.DAYS);
      point.put("start", moved.toString());
      if (shift < 0) {
        point.put("complete", true);
        point.put("grossCents", Math.round(point.path("grossCents").asLong() * 0.89));
        point.put("payments", Math.round(point.path("payments").asLong() * 0.92));
      }
    }
    while (points.size() > 1
        && Instant.parse(points.get(points.size() - 1).path("start").asString()).isAfter(NOW)) {
      points.remove(points.size() - 1);
    }
    return trends;
  }

  private void payments(
      HttpExchange call,
      String[] parts,
      String role,
      Map<String, List<String>> question,
      String body)
      throws IOException {
    if (parts.length > 2 && parts[2].equals("reversal")) {
      send(call, 202, "{\"state\":\"sent\"}");
      return;
    }
    if (parts.length > 2) {
      var known = payment(parts[1]);
      send(call, 200, FakeDaraja.reviewed(known, JSON.readTree(body)).toString());
      return;
    }
    if (parts.length > 1) {
      var known = payment(parts[1]);
      send(
          call,
          known == null ? 404 : 200,
          known == null
              ? problem(404, "There is no payment with this receipt.")
              : known.toString());
      return;
    }
    var list = sample("payments");
    var items = (ArrayNode) list.path("items");
    var page = Integer.parseInt(first(question, "cursor", "0"));
    for (var i = booked.size() - 1; page == 0 && i >= 0; i--) {
      items.insert(0, booked.get(i).deepCopy());
    }
    var q = first(question, "q", "").toLowerCase(java.util.Locale.ROOT);
    var revenue = first(question, "revenue", "");
    for (var i = items.size() - 1; i >= 0; i--) {
      var item = (ObjectNode) items.get(i);
      var text = item.path("receipt").asString() + " " + item.path("firstName").asString("");
      var mine =
          !(role.equals("manager") || role.equals("cashier"))
              || WESTLANDS.contains(item.path("till").asString());
      var tills = question.getOrDefault("till", List.of());
      var asked = tills.isEmpty() || tills.contains(item.path("till").asString());
      var kind = revenue.isEmpty() || revenue.equals(item.path("revenue").asString());
      if (!mine || !asked || !kind || !text.toLowerCase(java.util.Locale.ROOT).contains(q)) {
        items.remove(i);
      } else if (page > 0) {
        item.put("receipt", item.path("receipt").asString().substring(0, 9) + (char) ('a' + page));
        item.put(
            "paidAt",
            Instant.parse(item.path("paidAt").asString()).minus(page, ChronoUnit.DAYS).toString());
      }
    }
    var limit = Integer.parseInt(first(question, "limit", "50"));
    while (items.size() > limit) {
      items.remove(items.size() - 1);
    }
    if (page < 4 && limit >= 50 && q.isEmpty() && revenue.isEmpty()) {
      list.put("next", "" + (page + 1));
    }
    send(call, 200, list.toString());
  }

  private static ObjectNode payment(String receipt) {
    var known = sample("payment");
    if (known.path("receipt").asString().equals(receipt)) {
      return known;
    }
    for (var item : sample("payments").path("items")) {
      if (item.path("receipt").asString().equals(receipt)) {
        known.setAll((ObjectNode) item);
        known.putArray("reversals");
        known.putArray("requests");
        FakeDaraja.vouch(known);
        return known;
      }
    }
    return null;
  }

  private void quarantine(
      HttpExchange call, String[] parts, Map<String, List<String>> question, String body)
      throws IOException {
    if (call.getRequestMethod().equals("POST")) {
      var reason = JSON.readTree(body).path("reason").asString("");
      var deed = parts[parts.length - 1];
      var status = reason.isBlank() ? 400 : deed.equals("query") ? 202 : 200;
      send(call, status, sample("quarantine-" + deed).toString());
      return;
    }
    if (parts.length > 1) {
      var detail = FakeDaraja.doubt(parts[1]);
      send(
          call,
          detail == null ? 404 : 200,
          detail == null ? problem(404, "There is no such callback.") : detail.toString());
      return;
    }
    var state = first(question, "state", "open");
    var list = sample("quarantine");
    var items = (ArrayNode) list.path("items");
    if (!state.equals("open")) {
      if (!state.equals("all")) {
        items.removeAll();
      }
      for (var decided : List.of("accepted", "dismissed")) {
        if (state.equals("all") || state.equals(decided)) {
          items.add(sample("quarantine-" + (decided.equals("accepted") ? "accept" : "dismiss")));
        }
      }
    }
    send(call, 200, list.toString());
  }

  private static void completeness(
      HttpExchange call, String[] parts, String role, Map<String, List<String>> question)
      throws IOException {
    var tills = (ArrayNode) tills(role, question).path("items");
    if (parts.length == 1) {
      var to = LocalDate.parse(first(question, "to", TODAY.plusDays(1).toString()));
      send(call, 200, new FakeProof().of(tills, from(question), to).toString());
    } else if (tills
        .valueStream()
        .anyMatch(till -> till.path("code").asString().equals(parts[1]))) {
      send(call, 200, new FakeProof().of(parts[1], LocalDate.parse(parts[2])).toString());
    } else {
      send(call, 404, problem(404, "There is no such till in your scope."));
    }
  }

  private void statements(HttpExchange call, String[] parts, String role, String body)
      throws IOException {
    if (call.getRequestMethod().equals("POST")) {
      if (role.equals("auditor")) {
        send(call, 403, sampleText("problem-403.json"));
      } else {
        send(call, 202, statements.take(body).toString());
      }
      return;
    }
    var one = parts.length > 1 ? statements.look(parts[1]) : statements.list();
    if (one == null) {
      send(call, 404, problem(404, "There is no such statement."));
    } else {
      send(call, 200, one.toString());
    }
  }

  /** Stays open until the other side or the test goes away. */
  private void live(HttpExchange call) throws IOException {
    call.getResponseHeaders().set("Content-Type", "text/event-stream");
    call.sendResponseHeaders(200, 0);
    var stream = call.getResponseBody();
    stream.write(":\n\n".getBytes(UTF_8));
    stream.flush();
    streams.add(stream);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      streams.remove(stream);
    }
  }

  private static LocalDate from(Map<String, List<String>> question) {
    return LocalDate.parse(first(question, "from", FIRST.toString()));
  }

  private static String first(Map<String, List<String>> question, String name, String otherwise) {
    return question.getOrDefault(name, List.of(otherwise)).getFirst();
  }

  private static Map<String, List<String>> query(String raw) {
    var question = new ConcurrentHashMap<String, List<String>>();
    for (var pair : raw == null ? new String[0] : raw.split("&")) {
      var parts = pair.split("=", 2);
      question
          .computeIfAbsent(parts[0], _ -> new ArrayList<>())
          .add(URLDecoder.decode(parts[1], UTF_8));
    }
    return question;
  }

  private static String problem(int status, String detail) {
    return JSON.createObjectNode()
        .put("type", "about:blank")
        .put("title", "No")
        .put("status", status)
        .put("detail", detail)
        .toString();
  }

  private static void send(HttpExchange call, int status, String body) throws IOException {
    var bytes = body.getBytes(UTF_8);
    var type = status < 400 ? "application/json" : "application/problem+json";
    call.getResponseHeaders().set("Content-Type", type);
    call.sendResponseHeaders(status, bytes.length);
    try (var out = call.getResponseBody()) {
      out.write(bytes);
    }
  }
}
