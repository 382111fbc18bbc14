package tillsight.ui.daraja;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Daraja;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Mark;
import tillsight.ui.common.Names;
import tillsight.ui.common.Rows;

/** One short code in words: registered or not, proven until when, and what the last run brought. */
final class ShortCodeRow {

  /** Safaricom keeps 48 hours for Pull; past this somebody must look while there is still time. */
  static final double LAG_HOURS_MAX = 40;

  private static final double LAG_HOURS_USUAL = 3;

  private final Errands errands;
  private final Clock clock;
  private final Div name = cell();
  private final Div urls = cell();
  private final Div pull = cell();
  private final Div run = cell();
  private final Div buttons = cell();
  private @Nullable Offered offered;

  private record Offered(boolean urls, boolean pull, boolean set, Set<String> running) {}

  ShortCodeRow(Errands errands, Clock clock) {
    this.errands = errands;
    this.clock = clock;
    buttons.addClassName("row-buttons");
  }

  void addTo(Rows table) {
    if (errands.allowed()) {
      table.row(name, urls, pull, run, buttons);
    } else {
      table.row(name, urls, pull, run);
    }
  }

  void show(Daraja.ShortCode code, Daraja daraja) {
    var title = new Span(code.name() == null ? code.shortCode() : Names.clean(code.name()));
    title.addClassName("cell-title");
    fill(name, title, small(kind(code.kind()) + code.shortCode()));
    showUrls(code.urls());
    showPull(code.pull());
    var last = code.pull().lastRun();
    var words = new Span(last == null ? "Never pulled." : RunWords.of(last, clock));
    words.addClassName(last == null || RunWords.isGood(last) ? "cell-words" : "cell-bad");
    fill(run, words);
    offer(code, daraja);
  }

  private void showUrls(Daraja.Registration known) {
    var version = known.version() == null ? "" : " " + known.version();
    var since = known.at() == null ? "" : "since " + clock.date(clock.day(known.at()));
    fill(urls, badge(known.state(), version), small(since), note(known.state(), known.detail()));
  }

  private void showPull(Daraja.Pull known) {
    var words = new Span(proven(known));
    words.addClassName(
        known.lagHours() != null && known.lagHours() > LAG_HOURS_MAX ? "cell-bad" : "cell-words");
    fill(
        pull,
        badge(known.state(), ""),
        words,
        small(known.isDone() ? RunWords.clock(known.clock()) : ""),
        note(known.state(), known.detail()));
  }

  /** "Pulled 12 min ago; everything until 14:00 is proven." */
  private String proven(Daraja.Pull known) {
    if (!known.isDone()) {
      return "";
    }
    var last = known.lastRun();
    var pulled = last == null ? "Not pulled yet" : "Pulled " + clock.ago(last.startedAt());
    if (known.provenUntil() == null) {
      return pulled + "; nothing is proven yet.";
    }
    var lag = known.lagHours() == null ? 0 : known.lagHours();
    return pulled
        + "; everything until "
        + clock.brief(known.provenUntil())
        + " is proven"
        + (lag > LAG_HOURS_USUAL ? ", " + Math.round(lag) + " hours behind." : ".");
  }

  private void offer(Daraja.ShortCode code, Daraja daraja) {
    var now =
        new Offered(
            Registering.URLS.isMissing(code),
            Registering.PULL.isMissing(code),
            daraja.credentials().set(),
            errands.running());
    if (Objects.equals(now, offered)) {
      return;
    }
    offered = now;
    buttons.removeAll();
    if (!now.set()) {
      return;
    }
    if (now.urls()) {
      buttons.add(errands.register(Registering.URLS, List.of(code), daraja));
    }
    buttons.add(
        now.pull()
            ? errands.register(Registering.PULL, List.of(code), daraja)
            : errands.pull(code.shortCode()));
  }

  private static Span badge(String state, String version) {
    var badge =
        new Span(
            switch (state) {
              case "registered" -> "Registered" + version;
              case "already" -> "Registered before" + version;
              case "refused" -> "Refused";
              default -> "Not registered";
            });
    var mark =
        switch (state) {
          case "registered" -> Mark.DONE;
          case "already" -> Mark.WARN;
          case "refused" -> Mark.FAIL;
          default -> Mark.TODO;
        };
    badge.addClassNames("badge", "badge-" + mark.word());
    return badge;
  }

  /** Only what is unlike the rest needs words. */
  private static Span note(String state, @Nullable String detail) {
    var needed = "already".equals(state) || "refused".equals(state);
    var note = new Span(needed && detail != null ? Names.clean(detail) : "");
    note.addClassName("cell-note");
    return note;
  }

  private static Span small(String text) {
    var small = new Span(text);
    small.addClassName("cell-small");
    return small;
  }

  private static void fill(Div cell, Span... parts) {
    cell.removeAll();
    for (var part : parts) {
      if (!part.getText().isEmpty()) {
        cell.add(part);
      }
    }
  }

  private static Div cell() {
    var cell = new Div();
    cell.addClassName("cell");
    return cell;
  }

  private static String kind(@Nullable String kind) {
    return switch (kind) {
      case "paybill" -> "Paybill ";
      case "buy-goods" -> "Buy Goods ";
      case "head-office" -> "Head office ";
      case null, default -> "";
    };
  }
}
