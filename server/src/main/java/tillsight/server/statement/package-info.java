/** Statements of the M-PESA portal: what they say, and how it becomes part of the ledger. */
@NullMarked
package tillsight.server.statement;

import org.jspecify.annotations.NullMarked;
