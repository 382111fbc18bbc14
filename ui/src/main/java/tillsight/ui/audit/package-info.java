/** The record of who did what, and why, for whoever asks later. */
@NullMarked
package tillsight.ui.audit;

import org.jspecify.annotations.NullMarked;
