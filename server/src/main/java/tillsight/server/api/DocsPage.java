package tillsight.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static tillsight.server.api.Shapes.prose;
import static tillsight.server.api.Shapes.text;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tillsight.server.http.Problem;

/** The document as a page for people: one file, no scripts, nothing fetched from elsewhere. */
final class DocsPage {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #8884; --soft: #8881; }
      body { font: 16px/1.55 system-ui, sans-serif; max-width: 60rem; margin: 0 auto;
             padding: 2rem 1rem 6rem; }
      h1 { font-size: 1.8rem; margin: 0 0 .5rem; } h2 { margin: 3rem 0 .5rem; }
      code { font: .9em ui-monospace, monospace; background: var(--soft); padding: .1em .3em;
             border-radius: 4px; }
      article { border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.25rem;
                margin: 1rem 0; overflow-x: auto; }
      article h3 { margin: 0; font: 600 1rem ui-monospace, monospace; }
      .method { display: inline-block; min-width: 4.5em; color: #0a7d4b; }
      .POST { color: #1f5fbf; } .DELETE { color: #b3261e; }
      table { border-collapse: collapse; width: 100%; margin: .75rem 0; font-size: .93rem;
              table-layout: fixed; overflow-wrap: anywhere; }
      caption { text-align: left; font-weight: 600; padding-bottom: .25rem; }
      th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0;
               border-top: 1px solid var(--line); }
      th { font-weight: 600; width: 12rem; } nav a { margin-right: 1rem; }
      """;

  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private final JsonObject model;
  private final Shapes shapes;

  DocsPage(JsonObject model) {
    this.model = model;
    this.shapes = new Shapes(model);
  }

  /** What lets a browser apply the page's own style and nothing else. */
  static String contentSecurityPolicy() {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(UTF_8));
      return "default-src 'none'; frame-ancestors 'none'; style-src 'sha256-%s'"
          .formatted(Base64.getEncoder().encodeToString(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String html() {
    var info = model.getJsonObject("info");
    var tags = objects(model.getJsonArray("tags"));
    var page = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    page.append("<title>").append(text(info.getString("title"))).append("</title>");
    page.append("<style>").append(STYLE).append("</style></head><body><main>");
    page.append("<h1>").append(text(info.getString("title"))).append("</h1>");
    page.append("<p>The document itself: <a href=\"/api/openapi.yaml\">openapi.yaml</a></p>");
    for (var paragraph : info.getString("description").split("\n\n")) {
      page.append("<p>").append(prose(paragraph)).append("</p>");
    }
    page.append("<nav>");
    for (var tag : tags) {
      var name = text(tag.getString("name"));
      page.append("<a href=\"#").append(anchor(name)).append("\">").append(name).append("</a>");
    }
    page.append("<a href=\"#shapes\">Shapes</a><a href=\"#problems\">Problems</a></nav>");
    tags.forEach(tag -> tag(page, tag));
    page.append("<h2 id=\"shapes\">Shapes</h2><p>What the answers are made of.</p>");
    shapes.named().forEach((name, rows) -> shape(page, name, rows));
    problems(page);
    return page.append("</main></body></html>").toString();
  }

  private void tag(StringBuilder page, JsonObject tag) {
    var name = tag.getString("name");
    page.append("<h2 id=\"").append(anchor(name)).append("\">").append(text(name));
    page.append("</h2><p>").append(prose(tag.getString("description"))).append("</p>");
    for (var path : model.getJsonObject("paths")) {
      var operations = (JsonObject) path.getValue();
      for (var method : METHODS) {
        var operation = operations.getJsonObject(method);
        if (operation != null && operation.getJsonArray("tags").contains(name)) {
          operation(page, method.toUpperCase(Locale.ROOT), path.getKey(), operation);
        }
      }
    }
  }

  private void operation(StringBuilder page, String method, String path, JsonObject operation) {
    page.append("<article id=\"").append(operation.getString("operationId")).append("\"><h3>");
    page.append("<span class=\"method ").append(method).append("\">").append(method);
    page.append("</span> /api/v1").append(text(path)).append("</h3><p><strong>");
    page.append(text(operation.getString("summary"))).append("</strong> ");
    page.append(prose(operation.getString("description", ""))).append("</p>");
    rows(page, "Parameters", parameters(operation));
    if (operation.containsKey("requestBody")) {
      rows(page, "Body", shapes.content(operation.getJsonObject("requestBody")));
    }
    for (var response : operation.getJsonObject("responses")) {
      var answer = (JsonObject) response.getValue();
      if (!response.getKey().equals("default")) {
        rows(
            page,
            response.getKey() + " " + answer.getString("description"),
            answer.containsKey("content") ? shapes.content(answer) : "");
      }
    }
    page.append("</article>");
  }

  private String parameters(JsonObject operation) {
    return objects(operation.getJsonArray("parameters", new JsonArray())).stream()
        .map(shapes::resolved)
        .map(
            parameter ->
                Shapes.row(
                    parameter.getString("name"),
                    text(
                        Violations.words(parameter.getJsonObject("schema"))
                            .replaceFirst("^must be ", "")),
                    parameter.getString("description")))
        .collect(Collectors.joining());
  }

  private static void shape(StringBuilder page, String name, String rows) {
    page.append("<article id=\"").append(Shapes.anchor(name)).append("\"><h3>").append(text(name));
    page.append("</h3><table>").append(rows).append("</table></article>");
  }

  private static void problems(StringBuilder page) {
    page.append("<h2 id=\"problems\">Problems</h2><p>Errors are <code>application/problem+json");
    page.append("</code> (RFC 9457): type, title, status, detail, and errors[] with field and");
    page.append(" message.</p>");
    for (var problem : Problem.values()) {
      page.append("<article id=\"").append(problem.slug()).append("\"><h3>");
      page.append(problem.status()).append(' ').append(text(problem.title()));
      page.append("</h3><p>").append(text(problem.meaning())).append("</p></article>");
    }
  }

  private static void rows(StringBuilder page, String title, String rows) {
    if (!rows.isEmpty()) {
      page.append("<table><caption>").append(text(title)).append("</caption>");
      page.append(rows).append("</table>");
    } else if (!title.equals("Parameters")) {
      page.append("<p>").append(text(title)).append("</p>");
    }
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  private static String anchor(String name) {
    return "tag-" + name.toLowerCase(Locale.ROOT);
  }
}
