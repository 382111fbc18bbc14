package tillsight.server.business;

import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import tillsight.server.access.Seal;
import tillsight.server.payment.Receipt;

/** Where businesses are kept, and how an apply file becomes what is kept. */
public final class Businesses {

  // Two applies at once would each see half of the other: the second waits here.
  private static final String LOCK = "SELECT version FROM directory_version FOR UPDATE";
  private static final String BUMP = "UPDATE directory_version SET version = version + 1";

  private final Pool postgres;
  private final Seal seal;
  private final InstantSource clock;

  /**
   * What an apply did.
   *
   * @param changes one line each: + for new, ~ for changed; empty if all was so already
   * @param madeTokens callback tokens that were made, by business: the only time they are shown
   */
  public record Applied(List<String> changes, Map<String, String> madeTokens) {
    /** Leaves the tokens out. */
    @Override
    public String toString() {
      return changes.toString();
    }
  }

  public Businesses(Pool postgres, Seal seal) {
    this(postgres, seal, InstantSource.system());
  }

  Businesses(Pool postgres, Seal seal, InstantSource clock) {
    this.postgres = postgres;
    this.seal = seal;
    this.clock = clock;
  }

  /**
   * Makes the database say what the file says, all of it or nothing; a dry run undoes it in the
   * end. Running servers notice within a second. Blocks: call it from main or a virtual thread.
   *
   * @throws BusinessFile.Wrong if the file does not fit what is stored already
   */
  public Applied apply(BusinessFile file, boolean dryRun) {
    var connection = postgres.getConnection().await();
    try {
      var transaction = connection.begin().await();
      try {
        var applied = apply(connection, file);
        (dryRun ? transaction.rollback() : transaction.commit()).await();
        return applied;
      } catch (RuntimeException e) {
        transaction.rollback().otherwiseEmpty().await();
        throw e;
      }
    } finally {
      connection.close().await();
    }
  }

  private Applied apply(SqlConnection connection, BusinessFile file) {
    connection.query(LOCK).execute().await();
    var changes = new Changes(connection);
    var registration =
        new Registration(
            connection, changes, seal, LocalDate.ofInstant(clock.instant(), Receipt.EAT));
    var outlets = new Outlets(connection, changes);
    var staff = new Staff(connection, changes);
    for (var wanted : file.businesses()) {
      var id = registration.apply(wanted);
      outlets.apply(id, wanted);
      staff.apply(id, wanted);
    }
    if (!changes.lines().isEmpty()) {
      connection.query(BUMP).execute().await();
    }
    return new Applied(List.copyOf(changes.lines()), registration.madeTokens());
  }
}
