package tillsight.ui.daraja;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Daraja;
import tillsight.ui.common.Card;
import tillsight.ui.common.Copy;
import tillsight.ui.common.Mark;
import tillsight.ui.common.Names;

/** The callback addresses, to copy, and what Safaricom would not like about them. */
final class Addresses extends Card {

  /** The words that Safaricom takes in no address, wherever they stand in it. */
  private static final Pattern FORBIDDEN =
      Pattern.compile("(?i)m-?pesa|safaricom|exec?|cmd|sql|query");

  private @Nullable Shown shown;

  private record Shown(
      @Nullable String publicUrl, Daraja.@Nullable Urls urls, List<String> problems) {}

  Addresses() {
    super("addresses-card", "Callback addresses");
    note("for Safaricom only: whoever knows them can send");
  }

  void show(Daraja daraja) {
    var now = new Shown(daraja.publicUrl(), daraja.urls(), daraja.urlProblems());
    if (Objects.equals(now, shown)) {
      return;
    }
    shown = now;
    var body = new Div();
    body.addClassName("addresses");
    daraja.urlProblems().forEach(problem -> body.add(problem(Mark.FAIL, problem)));
    var urls = daraja.urls();
    if (daraja.publicUrl() == null && daraja.urlProblems().isEmpty()) {
      body.add(
          problem(
              Mark.WARN,
              "Under which address Safaricom reaches this server is not known yet. Set"
                  + " TILLSIGHT_PUBLIC_URL to it, such as https://pay.example.co.ke."));
    }
    if (urls != null) {
      var marked = !daraja.urlProblems().isEmpty();
      add(body, "Confirmation", "every payment", urls.confirmation(), marked);
      add(
          body,
          "Validation",
          "asked before a payment, once Safaricom has enabled it",
          urls.validation(),
          marked);
      add(body, "STK push", "payments that a till asked for", urls.stk(), marked);
      add(body, "Results", "answers to queries and reversals", urls.result(), marked);
      add(body, "Timeouts", "questions that got no answer", urls.timeout(), marked);
    }
    fill(body);
  }

  private static Div problem(Mark mark, String words) {
    var problem = new Div(mark.draw(), new Span(words));
    problem.addClassNames("notice", "notice-" + mark.word());
    return problem;
  }

  private static void add(Div body, String name, String use, @Nullable String url, boolean marked) {
    if (url == null) {
      return;
    }
    var title = new Span(name);
    title.addClassName("address-name");
    var what = new Span(use);
    what.addClassName("address-use");
    var code = new Code();
    code.addClassName("address-url");
    if (marked) {
      mark(code, Names.clean(url));
    } else {
      code.setText(Names.clean(url));
    }
    var line = new Div(new Div(title, what), code);
    line.addClassName("address");
    // Those who may only look are told everything but the token, and half an address is of no use.
    if (!url.contains("…")) {
      line.add(new Copy(name + " address", url));
    }
    body.add(line);
  }

  /** Shows which part of the address is the one that Safaricom refuses. */
  private static void mark(Code code, String url) {
    var matcher = FORBIDDEN.matcher(url);
    var from = 0;
    while (matcher.find()) {
      var word = new Span(matcher.group());
      word.addClassName("forbidden");
      code.add(new Span(url.substring(from, matcher.start())), word);
      from = matcher.end();
    }
    code.add(new Span(url.substring(from)));
  }
}
