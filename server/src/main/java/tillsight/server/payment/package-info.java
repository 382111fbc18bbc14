/** The ledger: what was paid, in exact cents. */
@NullMarked
package tillsight.server.payment;

import org.jspecify.annotations.NullMarked;
