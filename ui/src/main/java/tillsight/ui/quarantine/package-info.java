/** What arrived and could not be booked: a person decides. */
@NullMarked
package tillsight.ui.quarantine;

import org.jspecify.annotations.NullMarked;
