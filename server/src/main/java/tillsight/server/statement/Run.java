package tillsight.server.statement;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One loading of a file, new or taken up again.
 *
 * @param tillId the till of an earlier, interrupted attempt; null before anybody knew
 * @param since when the first attempt began
 * @param rowsDone how many rows that attempt had done, which it tallied
 */
record Run(
    int businessId,
    UUID id,
    Buffer fileHash,
    @Nullable Integer tillId,
    Instant since,
    long rowsDone,
    Tally tally) {

  /** The same from its beginning. */
  Run anew() {
    return new Run(businessId, id, fileHash, null, since, 0, Tally.NONE);
  }
}
