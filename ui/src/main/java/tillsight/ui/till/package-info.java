/** The tills by branch: which of them are alive, and what each took. */
@NullMarked
package tillsight.ui.till;

import org.jspecify.annotations.NullMarked;
