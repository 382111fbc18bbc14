package tillsight.server.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the callback of one payment.
 *
 * @param at when it arrives, or would have
 * @param lost if it never arrives
 * @param again when it arrives a second time
 * @param tampered when another one with the same receipt and another amount arrives
 */
record Fate(Instant at, boolean lost, @Nullable Instant again, @Nullable Instant tampered) {}
