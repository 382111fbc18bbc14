package tillsight.server.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import tillsight.db.Migrate;
import tillsight.server.Config;

/** Is the database one that keeps what it has committed, with the tables of this version? */
final class DatabaseCheck {

  private static final Duration CLOCK_WARN = Duration.ofSeconds(2);
  private static final Duration CLOCK_FAIL = Duration.ofSeconds(60);
  private static final List<String> DURABLE =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  static List<Finding> of(Connection database, Config config) throws SQLException {
    var findings = new ArrayList<Finding>();
    findings.add(
        Finding.ok("database", "PostgreSQL " + one(database, "SHOW server_version") + " answers"));
    findings.add(tables(database));
    findings.add(durable(database));
    findings.add(clock(database, config));
    return findings;
  }

  private static Finding tables(Connection database) throws SQLException {
    var remedy = "run: tillsight migrate";
    if (one(database, "SELECT to_regclass('flyway_schema_history')::text").isEmpty()) {
      return Finding.fail("tables", "there are none", remedy);
    }
    var version =
        one(database, "SELECT max(version::int)::text FROM flyway_schema_history WHERE success");
    var ours = Integer.parseInt(Migrate.LATEST);
    var theirs = version.isEmpty() ? 0 : Integer.parseInt(version);
    if (theirs < ours) {
      return Finding.fail("tables", "version %d of %d".formatted(theirs, ours), remedy);
    }
    return theirs > ours
        ? Finding.fail(
            "tables",
            "version %d, made by a newer Tillsight than this (%d)".formatted(theirs, ours),
            "run the newer one")
        : Finding.ok("tables", "up to date (version %d)".formatted(theirs));
  }

  private static Finding durable(Connection database) throws SQLException {
    for (var setting : DURABLE) {
      if (one(database, "SHOW " + setting).equals("off")) {
        return Finding.fail(
            "durability",
            setting + " is off, so payments that were acknowledged can be lost",
            "set " + setting + " = on in postgresql.conf");
      }
    }
    return Finding.ok("durability", "what is committed survives a crash");
  }

  private static Finding clock(Connection database, Config config) throws SQLException {
    if (config.fixedClock() != null) {
      return Finding.warn(
          "clock",
          "stopped at " + config.fixedClock(),
          "unset TILLSIGHT_FIXED_CLOCK outside tests");
    }
    try (var statement = database.createStatement()) {
      var before = Instant.now();
      try (var rows = statement.executeQuery("SELECT clock_timestamp()")) {
        rows.next();
        var theirs = rows.getObject(1, OffsetDateTime.class).toInstant();
        var middle = before.plus(Duration.between(before, Instant.now()).dividedBy(2));
        return clock(Duration.between(middle, theirs).abs());
      }
    }
  }

  private static Finding clock(Duration apart) {
    var text = "%d ms apart from the database's".formatted(apart.toMillis());
    if (apart.compareTo(CLOCK_WARN) < 0) {
      return Finding.ok("clock", text);
    }
    var remedy = "synchronise both machines with NTP";
    return apart.compareTo(CLOCK_FAIL) < 0
        ? Finding.warn("clock", text, remedy)
        : Finding.fail("clock", text, remedy);
  }

  /** The one value of a query; empty for null. */
  private static String one(Connection database, String sql) throws SQLException {
    try (var statement = database.createStatement();
        var rows = statement.executeQuery(sql)) {
      var value = rows.next() ? rows.getString(1) : null;
      return value == null ? "" : value;
    }
  }

  private DatabaseCheck() {}
}
