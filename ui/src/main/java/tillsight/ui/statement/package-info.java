/** Statements of the M-PESA portal: upload, what each brought, and what was wrong with it. */
@NullMarked
package tillsight.ui.statement;

import org.jspecify.annotations.NullMarked;
