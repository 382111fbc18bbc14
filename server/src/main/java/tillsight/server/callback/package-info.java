/** From a callback to a committed row: parse, store, acknowledge. */
@NullMarked
package tillsight.server.callback;

import org.jspecify.annotations.NullMarked;
