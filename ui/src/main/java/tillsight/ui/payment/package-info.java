/** The ledger: search, filters, one payment with its provenance. */
@NullMarked
package tillsight.ui.payment;

import org.jspecify.annotations.NullMarked;
