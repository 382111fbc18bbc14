/** Payments as they come in, to whoever watches. */
@NullMarked
package tillsight.server.live;

import org.jspecify.annotations.NullMarked;
