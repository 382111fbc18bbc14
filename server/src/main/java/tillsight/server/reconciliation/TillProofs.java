package tillsight.server.reconciliation;

import static java.time.ZoneOffset.UTC;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tillsight.server.business.Business;
import tillsight.server.business.Till;
import tillsight.server.reconciliation.CompletenessDays.Proven;

/** Tells how far tills are proven, and what keeps them from being proven further. */
final class TillProofs {

  private static final Duration LOOK_BACK = Duration.ofDays(60);
  private static final int FAILURES_MAX = 3;

  private static final String PULLED =
      """
      SELECT till, max(window_to) AS until
      FROM pull_run CROSS JOIN unnest(till_ids) AS till
      WHERE business_id = $1 AND started_at >= $2 AND outcome = 'complete' AND rows > 0
      GROUP BY till
      """;

  // With what was proven before the hole, if there was one.
  private static final String ACCOUNTS =
      """
      SELECT a.short_code, a.failures, a.proven_from, r.outcome, r.detail,
        (SELECT max(h.window_to) FROM pull_run h
         WHERE h.business_id = a.business_id AND h.short_code = a.short_code
           AND h.outcome = 'complete' AND h.window_to < a.proven_from) AS hole_from
      FROM pull_account a
      LEFT JOIN LATERAL (
        SELECT outcome, detail FROM pull_run p
        WHERE p.business_id = a.business_id AND p.short_code = a.short_code
          AND p.finished_at IS NOT NULL
        ORDER BY started_at DESC LIMIT 1) AS r ON true
      WHERE a.business_id = $1
      """;

  private final SqlClient postgres;
  private final CompletenessDays days;

  /** A short code that is pulled, and the last word about it. */
  private record Pulling(
      String code,
      int failures,
      @Nullable Instant holeFrom,
      @Nullable Instant holeTo,
      @Nullable String outcome,
      @Nullable String detail) {

    boolean ended(PullRun.Outcome how) {
      return how.word().equals(outcome);
    }

    String said() {
      return "Pull of %s: %s".formatted(code, Objects.requireNonNullElse(detail, "it failed."));
    }
  }

  TillProofs(SqlClient postgres) {
    this.postgres = postgres;
    this.days = new CompletenessDays(postgres);
  }

  /** Of each till, by its id. */
  Future<Map<Integer, TillProof>> of(Business business, List<Till> tills, Instant now) {
    var ids = tills.stream().map(Till::id).toList();
    return Future.all(
            pulled(business.id(), now), pulling(business.id()), days.proven(business.id(), ids))
        .map(
            all -> {
              Map<Integer, Instant> pulled = all.resultAt(0);
              Map<String, Pulling> pulling = all.resultAt(1);
              Map<Integer, Proven> proven = all.resultAt(2);
              var found = new HashMap<Integer, TillProof>();
              for (var till : tills) {
                found.put(
                    till.id(),
                    proof(
                        till,
                        pulled.get(till.id()),
                        pulling,
                        proven.get(till.id()),
                        business.zone(),
                        now));
              }
              return found;
            });
  }

  private Future<Map<Integer, Instant>> pulled(int business, Instant now) {
    return postgres
        .preparedQuery(PULLED)
        .execute(Tuple.of(business, now.minus(LOOK_BACK).atOffset(UTC)))
        .map(
            rows -> {
              var pulled = new HashMap<Integer, Instant>();
              rows.forEach(
                  row ->
                      pulled.put(
                          row.getInteger("till"),
                          row.getOffsetDateTime("until").toInstant().minus(Pull.SETTLING)));
              return pulled;
            });
  }

  private Future<Map<String, Pulling>> pulling(int business) {
    return postgres
        .preparedQuery(ACCOUNTS)
        .execute(Tuple.of(business))
        .map(
            rows -> {
              var pulling = new HashMap<String, Pulling>();
              rows.forEach(row -> pulling.put(row.getString("short_code"), pulling(row)));
              return pulling;
            });
  }

  private static TillProof proof(
      Till till,
      @Nullable Instant pulled,
      Map<String, Pulling> pulling,
      @Nullable Proven proven,
      ZoneId zone,
      Instant now) {
    var byDays = proven == null ? null : proven.until().plusDays(1).atStartOfDay(zone).toInstant();
    var until = later(pulled, byDays);
    var lag = pulled == null ? null : Duration.between(pulled, now);
    return new TillProof(
        till.code(),
        until,
        since(pulled, proven, zone),
        lag == null
            ? null
            : Double.valueOf(Math.max(0, Math.round(lag.toSeconds() / 360.0) / 10.0)),
        alert(till, pulled, pulling, proven, zone, now).orElse(null));
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }

  /** Days and what Pull has told since are one stretch if no day lies between. */
  private static @Nullable LocalDate since(
      @Nullable Instant pulled, @Nullable Proven proven, ZoneId zone) {
    var day = pulled == null ? null : LocalDate.ofInstant(pulled, zone);
    if (proven == null) {
      return day;
    }
    return day == null || !proven.until().isBefore(day.minusDays(1)) ? proven.since() : day;
  }

  private static Optional<String> alert(
      Till till,
      @Nullable Instant pulled,
      Map<String, Pulling> pulling,
      @Nullable Proven proven,
      ZoneId zone,
      Instant now) {
    var mine =
        Stream.of(till.code(), till.headOffice())
            .flatMap(code -> Stream.ofNullable(code == null ? null : pulling.get(code)))
            .toList();
    return first(mine, one -> one.ended(PullRun.Outcome.CLOCK))
        .map(Pulling::said)
        .or(() -> PullLag.alarm(pulled, now))
        .or(() -> first(mine, one -> one.failures() >= FAILURES_MAX).map(Pulling::said))
        .or(() -> hole(mine, proven, zone))
        .or(
            () ->
                pulled == null && mine.stream().allMatch(TillProofs::isUnregistered)
                    ? mine.stream().findFirst().map(Pulling::said)
                    : Optional.empty());
  }

  private static boolean isUnregistered(Pulling one) {
    return one.ended(PullRun.Outcome.UNREGISTERED);
  }

  /** A hole that Pull has left and nothing else has filled since. */
  private static Optional<String> hole(List<Pulling> mine, @Nullable Proven proven, ZoneId zone) {
    return mine.stream()
        .flatMap(
            one -> {
              var from = one.holeFrom();
              var to = one.holeTo();
              if (from == null || to == null) {
                return Stream.empty();
              }
              var isFilled =
                  proven != null && !proven.since().isAfter(LocalDate.ofInstant(from, zone));
              return isFilled ? Stream.empty() : Stream.of(PullLag.hole(from, to));
            })
        .findFirst();
  }

  private static Optional<Pulling> first(
      List<Pulling> all, java.util.function.Predicate<Pulling> which) {
    return all.stream().filter(which).findFirst();
  }

  private static Pulling pulling(Row row) {
    var from = row.getOffsetDateTime("hole_from");
    var to = row.getOffsetDateTime("proven_from");
    return new Pulling(
        row.getString("short_code"),
        row.getInteger("failures"),
        from == null ? null : from.toInstant().minus(Pull.SETTLING),
        from == null || to == null ? null : to.toInstant(),
        row.getString("outcome"),
        row.getString("detail"));
  }
}
