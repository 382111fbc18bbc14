package tillsight.server.reconciliation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way through the first so many steps of an account.
 *
 * @param done the steps that are on it
 * @param used the steps without a balance that have found their place, or are out of reach
 * @param at the step it has come to; -1 at the start
 * @param facts the steps without a balance that lie just before that
 * @param cost what it leaves unexplained, and a little for how unlikely it is
 */
record ChainTrail(
    Taken done,
    Taken used,
    int at,
    List<AccountStep> facts,
    double cost,
    @Nullable ChainTrail from) {

  static final ChainTrail START = new ChainTrail(Taken.NONE, Taken.NONE, -1, List.of(), 0, null);
}
