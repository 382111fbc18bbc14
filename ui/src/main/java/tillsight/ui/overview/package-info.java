/** The first page: today, the figures of a range, and where they come from. */
@NullMarked
package tillsight.ui.overview;

import org.jspecify.annotations.NullMarked;
