package tillsight.ui.daraja;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tillsight.ui.client.Daraja;
import tillsight.ui.common.Card;
import tillsight.ui.common.Clock;
import tillsight.ui.common.Icon;
import tillsight.ui.common.Mark;
import tillsight.ui.common.Names;
import tillsight.ui.common.State;

/** Which keys are there, whether Safaricom takes them, and when the password runs out. */
final class Keys extends Card {

  /** How long before its end the password is worth a warning. */
  static final int NOTICE_DAYS = 14;

  private final Clock clock;
  private @Nullable Shown shown;

  private record Shown(Daraja.Credentials credentials, Daraja.Token token, long minute) {}

  Keys(Clock clock) {
    super("keys-card", "Credentials");
    this.clock = clock;
    note("sealed; never shown, never logged");
  }

  void show(Daraja daraja) {
    var minute = clock.now().getEpochSecond() / 60;
    var now = new Shown(daraja.credentials(), daraja.token(), minute);
    if (Objects.equals(now, shown)) {
      return;
    }
    shown = now;
    if (!daraja.credentials().set()) {
      fill(
          new State(
              Icon.LOCK,
              "No credentials yet",
              "Put the consumer key and secret of your Daraja app under daraja in the apply file,"
                  + " then run ./tillsight apply."));
      return;
    }
    fill(token(daraja.token()), facts(daraja.credentials()));
  }

  private Component token(Daraja.Token token) {
    var mark =
        switch (token.state()) {
          case "ok" -> Mark.DONE;
          case "refused" -> Mark.FAIL;
          case "unreachable" -> Mark.WARN;
          default -> Mark.TODO;
        };
    var title =
        new Span(
            switch (token.state()) {
              case "ok" -> "Safaricom takes them";
              case "refused" -> "Safaricom refuses them";
              case "unreachable" -> "Safaricom does not answer";
              default -> "Not tried yet";
            });
    title.addClassName("task-title");
    var words = new Div(title);
    words.addClassName("task-words");
    if (token.detail() != null && mark != Mark.DONE) {
      var detail = new Span(Names.clean(token.detail()));
      detail.addClassName("task-remedy");
      words.add(detail);
    }
    var times = times(token);
    if (!times.isEmpty()) {
      var small = new Span(times);
      small.addClassName("task-detail");
      words.add(small);
    }
    var line = new Div(mark.draw(), words);
    line.addClassNames("task", "task-" + mark.word(), "token");
    return line;
  }

  private String times(Daraja.Token token) {
    var tried = token.checkedAt() == null ? "" : "Tried " + clock.ago(token.checkedAt());
    if (token.expiresAt() == null || !"ok".equals(token.state())) {
      return tried.isEmpty() ? "" : tried + ".";
    }
    var until = "the token holds until " + clock.brief(token.expiresAt()) + ".";
    return tried.isEmpty() ? "T" + until.substring(1) : tried + "; " + until;
  }

  private DescriptionList facts(Daraja.Credentials keys) {
    var facts = new DescriptionList();
    facts.addClassName("facts");
    fact(facts, "Short code", new Span(Names.orDash(keys.shortcode())));
    fact(facts, "C2B version", new Span(Names.orDash(keys.c2bVersion())));
    fact(facts, "STK passkey", there(keys.passkey()));
    fact(facts, "Initiator", new Span(Names.orDash(keys.initiator())));
    fact(facts, "Certificate", there(keys.certificate()));
    fact(facts, "Nominated number", new Span(Names.orDash(keys.nominatedNumber())));
    if (keys.passwordExpiresOn() != null) {
      fact(facts, "Password", password(keys.passwordExpiresOn()));
    }
    return facts;
  }

  private static Span there(boolean set) {
    var there = new Span(set ? "there" : "missing");
    there.addClassName(set ? "there" : "missing");
    return there;
  }

  private Div password(LocalDate end) {
    var days = ChronoUnit.DAYS.between(clock.today(), end);
    var badge =
        new Span(
            days < 0
                ? "expired"
                : days == 0 ? "expires today" : days == 1 ? "1 day left" : days + " days left");
    var mark = days < 0 ? Mark.FAIL : days <= NOTICE_DAYS ? Mark.WARN : Mark.DONE;
    badge.addClassNames("badge", "badge-" + mark.word());
    var words = new Span((days < 0 ? "expired on " : "until ") + clock.date(end));
    var password = new Div(words, badge);
    password.addClassName("password");
    return password;
  }

  private static void fact(DescriptionList facts, String term, Component value) {
    var description = new DescriptionList.Description();
    description.add(value);
    facts.add(new DescriptionList.Term(term), description);
  }
}
