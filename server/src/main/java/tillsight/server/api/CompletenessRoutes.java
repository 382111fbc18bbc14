package tillsight.server.api;

import io.vertx.core.Future;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import tillsight.server.access.Permission;
import tillsight.server.http.Refused;
import tillsight.server.reconciliation.Completeness;
import tillsight.server.reconciliation.Completeness.Story;
import tillsight.server.reconciliation.CompletenessReport;

/** What is proven of each till and day, for those who have to rely on it. */
final class CompletenessRoutes {

  private static final int DAYS_MAX = 400;

  private final Gate gate;
  private final Completeness completeness;

  CompletenessRoutes(Gate gate, Completeness completeness) {
    this.gate = gate;
    this.completeness = completeness;
  }

  void hangUp() {
    gate.guarded("completeness", Permission.COMPLETENESS, this::report);
    gate.guarded("completenessDay", Permission.COMPLETENESS, this::day);
  }

  private Future<CompletenessReport> report(Call call) {
    var range = call.range();
    if (range.days() > DAYS_MAX) {
      throw Refused.invalid("from", "must be at most %d days before to".formatted(DAYS_MAX));
    }
    return completeness.report(call.business(), call.tills(), range);
  }

  private Future<Story> day(Call call) {
    var code = call.pathText("till");
    var ids = call.scope().narrowed(List.of(code), List.of());
    var till =
        call.business().tills().stream()
            .filter(one -> ids.contains(one.id()))
            .findFirst()
            .orElseThrow();
    return completeness
        .story(call.business(), till, date(call))
        .map(story -> call.caller().may(Permission.STATEMENTS) ? story : withoutStatements(story));
  }

  private static Story withoutStatements(Story story) {
    return new Story(story.day(), story.findings(), story.pulls(), List.of());
  }

  private static LocalDate date(Call call) {
    try {
      var date = LocalDate.parse(call.pathText("date"));
      if (!date.isBefore(Call.EARLIEST) && !date.isAfter(call.today())) {
        return date;
      }
    } catch (DateTimeException e) {
      throw Refused.invalid("date", "must be a date such as 2026-03-02");
    }
    throw Refused.invalid("date", "must be between " + Call.EARLIEST + " and today");
  }
}
