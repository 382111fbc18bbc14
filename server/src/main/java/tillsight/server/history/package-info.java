/** History that is loaded rather than received, by the same rules as callbacks. */
@NullMarked
package tillsight.server.history;

import org.jspecify.annotations.NullMarked;
