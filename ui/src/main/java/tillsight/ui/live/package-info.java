/** Payments as they happen, from the server's event stream to the open pages. */
@NullMarked
package tillsight.ui.live;

import org.jspecify.annotations.NullMarked;
