package tillsight.server.statement;

import static java.time.ZoneOffset.UTC;
import static java.util.Objects.requireNonNull;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import tillsight.server.business.Business;
import tillsight.server.callback.StatementLine;
import tillsight.server.callback.StatementPayment;
import tillsight.server.history.BulkLoad;
import tillsight.server.statement.LineReader.Line;
import tillsight.server.statement.Movements.Movement;
import tillsight.server.statement.WaitingReversals.Claim;

/**
 * Brings the rows of a statement that was found whole into the ledger: payments and movements
 * first, then the reversals, whose payments stand below them in a file that begins with the newest.
 *
 * <p>Belongs to the thread that made it, which waits for the database.
 */
final class StatementLoad {

  /** After so many rows all of them are committed and the place is kept. */
  static final int CHECKPOINT = 10_000;

  // What an interrupted attempt had stored after its last checkpoint comes up again as known.
  private static final String STORED =
      """
      SELECT count(*) AS booked FROM callback
      WHERE business_id = $1 AND id BETWEEN $2 AND $3 AND outcome = 'booked' AND received_at >= $4
      """;

  private final Pool postgres;
  private final InstantSource clock;
  private final StatementPayment payments;
  private final Movements movements;
  private final WaitingReversals reversals;
  private final Progress progress;
  private final BulkLoad load;
  private final Business business;
  private final Run run;
  private final Facts facts;
  private final LineIds ids;
  private final String source;
  private final List<Movement> batch = new ArrayList<>();
  private final List<Line> claims = new ArrayList<>();
  private long row;
  private long storedBefore;
  private Tally others = Tally.NONE;

  StatementLoad(
      Pool postgres,
      BulkLoad load,
      StatementPayment payments,
      Progress progress,
      InstantSource clock,
      Business business,
      Run run,
      Facts facts,
      String fileName) {
    this.postgres = postgres;
    this.load = load;
    this.payments = payments;
    this.movements = new Movements(postgres, run, facts);
    this.reversals = new WaitingReversals(postgres, clock);
    this.progress = progress;
    this.clock = clock;
    this.business = business;
    this.run = run;
    this.facts = facts;
    this.ids = new LineIds(run.fileHash(), facts.till().id());
    this.source = Runs.shown(fileName);
  }

  /** All but the reversals, from where an earlier attempt stopped. */
  void payments(Reading reading, BooleanSupplier stopped, LongConsumer done) {
    reading.forEach(
        line -> {
          if (stopped.getAsBoolean()) {
            throw new Stopped();
          }
          if (row++ < run.rowsDone()) {
            return;
          }
          if (row == run.rowsDone() + 1) {
            storedBefore = stored(line);
          }
          take(line, reading);
          if (row % CHECKPOINT == 0) {
            checkpoint();
            done.accept(row);
          }
        });
    requireWhole();
    checkpoint();
    done.accept(row);
  }

  /** The reversals. They are taken anew each time, which adds none twice. */
  void reversals(Reading reading, BooleanSupplier stopped) {
    // Payments that have just been added may be what earlier statements' reversals waited for.
    reversals.settle().await();
    var checkpointed = others;
    others = Tally.NONE;
    if (facts.reversals() > 0) {
      reading.forEach(
          line -> {
            if (stopped.getAsBoolean()) {
              throw new Stopped();
            }
            var money = line.money();
            if (money != null && reading.meaning(money) == Meaning.REVERSAL) {
              claims.add(line);
            }
            if (claims.size() == WaitingReversals.BATCH_MAX) {
              takeBack();
            }
          });
      takeBack();
    }
    others = checkpointed.plus(others);
    require(progress.finish(run, row, tally()).await());
    reversals.settle().await();
  }

  private void take(Line line, Reading reading) {
    var money = line.money();
    if (money == null) {
      others = others.plus(Tally.ofOthers(0, 0, 0, 1));
      return;
    }
    switch (reading.meaning(money)) {
      case PAYMENT -> pay(line.number(), money);
      case REVERSAL -> {
        // In its own turn, when all payments are there.
      }
      case CHARGE, SETTLEMENT, WITHDRAWAL, PAYOUT, OTHER -> {
        batch.add(new Movement(line.number(), money, reading.meaning(money)));
        if (batch.size() == Movements.BATCH_MAX) {
          move();
        }
      }
    }
  }

  private void pay(long line, StatementLine money) {
    load.add(payments.paid(business, clock.instant(), at(line), money).as(ids.of(line)));
  }

  private void move() {
    if (batch.isEmpty()) {
      return;
    }
    var paid = movements.paid(batch).await();
    var moved = new ArrayList<Movement>(batch.size());
    for (var movement : batch) {
      if (movement.meaning() != Meaning.CHARGE && paid.contains(movement.said().receipt())) {
        pay(movement.line(), movement.said());
      } else {
        moved.add(movement);
      }
    }
    if (!moved.isEmpty()) {
      movements.add(moved).await();
      others = others.plus(Tally.ofOthers(0, 0, moved.size(), 0));
    }
    batch.clear();
  }

  private void takeBack() {
    if (claims.isEmpty()) {
      return;
    }
    var all =
        claims.stream()
            .map(line -> new Claim(ids.of(line.number()), TakenBack.reversal(said(line))))
            .toList();
    var taken = reversals.take(business.id(), all).await();
    for (var line : claims) {
      var doubt = taken.held().get(ids.of(line.number()));
      if (doubt != null) {
        load.add(
            payments
                .held(business, clock.instant(), at(line.number()), said(line), doubt)
                .as(ids.of(line.number())));
      }
    }
    var settled = all.size() - taken.held().size() - taken.waiting();
    others = others.plus(Tally.ofOthers(taken.waiting(), settled, 0, 0));
    claims.clear();
  }

  private void checkpoint() {
    move();
    require(progress.save(run, row, tally()).await());
  }

  /** What became of all rows so far, once they are committed. */
  private Tally tally() {
    var counts = load.finish();
    return run.tally()
        .plus(others)
        .plus(
            Tally.ofPayments(
                counts.booked() + storedBefore,
                counts.duplicate() - storedBefore,
                counts.quarantined()));
  }

  private static void require(boolean ours) {
    if (!ours) {
      throw new Stopped();
    }
  }

  private long stored(Line line) {
    return run.tillId() == null
        ? 0
        : postgres
            .preparedQuery(STORED)
            .execute(
                Tuple.of(
                    business.id(), ids.of(line.number()), ids.last(), run.since().atOffset(UTC)))
            .await()
            .iterator()
            .next()
            .getLong("booked");
  }

  private void requireWhole() {
    if (row != facts.rows()) {
      throw new IllegalStateException("the file has changed while it was read; load it again");
    }
  }

  private String at(long line) {
    return source + ":" + line;
  }

  private static StatementLine said(Line line) {
    return requireNonNull(line.money());
  }
}
