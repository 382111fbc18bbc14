/** Proof that no payment is missing: Pull, balances, statements, and what they leave open. */
@NullMarked
package tillsight.server.reconciliation;

import org.jspecify.annotations.NullMarked;
