/** News between nodes. It may get lost, so nothing depends on it. */
@NullMarked
package tillsight.server.bus;

import org.jspecify.annotations.NullMarked;
