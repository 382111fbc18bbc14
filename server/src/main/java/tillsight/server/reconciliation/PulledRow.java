package tillsight.server.reconciliation;

import java.time.Instant;
import java.util.Optional;
import tillsight.server.callback.PullLine;
import tillsight.server.reconciliation.PulledReceipts.Known;
import tillsight.server.reconciliation.StatedTime.Reading;

/** A transaction that Pull told, with all that is known of it before its clock is. */
record PulledRow(PullLine line, Optional<StatedTime> time, Known known) {

  boolean isOutside(Instant now) {
    return time.map(stated -> PullClock.isOutside(stated, now)).orElse(false);
  }

  /** As it is kept once its clock is known. */
  PullLine read(Reading reading) {
    return line.paid(time.map(stated -> stated.at(reading)).orElse(null));
  }
}
