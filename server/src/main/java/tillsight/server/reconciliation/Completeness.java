package tillsight.server.reconciliation;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tillsight.server.business.Business;
import tillsight.server.business.Till;
import tillsight.server.statement.Statement;
import tillsight.server.statement.Statements;
import tillsight.server.takings.Range;

/** What is proven of each till and day, and what is behind it. */
public final class Completeness {

  /** Days that are worked out together: more would only hold more payments in memory at once. */
  static final int DAYS_AT_ONCE = 31;

  private static final int PULLS_MAX = 60;
  private static final int STATEMENTS_MAX = 20;

  private static final String NOW = "SELECT clock_timestamp() AS now";

  private final Vertx vertx;
  private final Pool postgres;
  private final Evidences evidences;
  private final CompletenessDays days;
  private final TillProofs proofs;
  private final InstantSource clock;

  /** A day with all that was found out about it. */
  public record Story(
      CompletenessDay day,
      List<Finding> findings,
      List<PullRun> pulls,
      List<Statement> statements) {}

  public Completeness(Vertx vertx, Pool postgres, InstantSource clock) {
    this.vertx = vertx;
    this.postgres = postgres;
    this.evidences = new Evidences(postgres);
    this.days = new CompletenessDays(postgres);
    this.proofs = new TillProofs(postgres);
    this.clock = clock;
  }

  /** The days of tills as they were last worked out, and how far each till is proven. */
  public Future<CompletenessReport> report(
      Business business, Collection<Integer> tillIds, Range range) {
    var now = clock.instant();
    var tills = business.tills().stream().filter(till -> tillIds.contains(till.id())).toList();
    return Future.all(days.of(business.id(), tillIds, range), proofs.of(business, tills, now))
        .map(
            all ->
                CompletenessReport.of(
                    all.resultAt(0), all.resultAt(1), tills, range, today(business, now)));
  }

  /** One day of a till, worked out at this moment, with its evidence. */
  public Future<Story> story(Business business, Till till, LocalDate date) {
    var range = Range.ofDay(date, business.zone());
    var now = clock.instant();
    return workOut(business, List.of(till), range, now)
        .compose(
            worked ->
                Future.all(
                        new PullRuns(postgres)
                            .about(
                                business.id(),
                                till.id(),
                                numbers(till),
                                range.start(),
                                range.end(),
                                PULLS_MAX),
                        new Statements(postgres)
                            .about(
                                business.id(),
                                till.id(),
                                range.start(),
                                range.end(),
                                STATEMENTS_MAX))
                    .map(
                        all ->
                            new Story(
                                worked.getFirst().day(),
                                worked.getFirst().findings(),
                                all.resultAt(0),
                                all.resultAt(1))));
  }

  /** Works days of tills out and keeps the result; for ranges of any length. */
  public Future<List<CompletenessDay>> refresh(
      Business business, Collection<Till> tills, Range range) {
    var end = range.from().plusDays(DAYS_AT_ONCE);
    if (!end.isBefore(range.to())) {
      return refreshPart(business, tills, range);
    }
    return refreshPart(business, tills, new Range(range.from(), end, range.zone()))
        .compose(
            first ->
                refresh(business, tills, new Range(end, range.to(), range.zone()))
                    .map(
                        rest -> {
                          var all = new ArrayList<>(first);
                          all.addAll(rest);
                          return all;
                        }));
  }

  private Future<List<CompletenessDay>> refreshPart(
      Business business, Collection<Till> tills, Range range) {
    return postgres
        .preparedQuery(NOW)
        .execute()
        .map(rows -> rows.iterator().next().getOffsetDateTime("now"))
        .compose(
            readAt ->
                workOut(business, tills, range, clock.instant())
                    .compose(worked -> keep(business, worked, readAt)));
  }

  private Future<List<CompletenessDay>> keep(
      Business business, List<TillDay> worked, OffsetDateTime readAt) {
    var kept = worked.stream().map(TillDay::day).toList();
    return days.put(business.id(), kept, readAt).map(kept);
  }

  private Future<List<TillDay>> workOut(
      Business business, Collection<Till> tills, Range range, Instant now) {
    return evidences
        .of(business, tills, range)
        .compose(found -> vertx.executeBlocking(() -> workOut(found, range, now), false));
  }

  private static List<TillDay> workOut(List<Evidence> found, Range range, Instant now) {
    var worked = new ArrayList<TillDay>();
    for (var evidence : found) {
      var chain = TillChain.of(evidence, new Wording(range.zone()));
      for (var date = range.from(); date.isBefore(range.to()); date = date.plusDays(1)) {
        worked.add(TillDay.of(evidence, chain, Range.ofDay(date, range.zone()), now));
      }
    }
    return worked;
  }

  private static List<String> numbers(Till till) {
    return java.util.stream.Stream.of(till.code(), till.storeNumber(), till.headOffice())
        .filter(code -> code != null)
        .map(String::valueOf)
        .toList();
  }

  private static LocalDate today(Business business, Instant now) {
    return LocalDate.ofInstant(now, business.zone());
  }
}
