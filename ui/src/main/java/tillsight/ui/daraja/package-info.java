/** The way between Safaricom and the business: is it set up, and is money being heard right now. */
@NullMarked
package tillsight.ui.daraja;

import org.jspecify.annotations.NullMarked;
