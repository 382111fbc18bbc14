/** Who paid, with stated confidence. */
@NullMarked
package tillsight.server.payer;

import org.jspecify.annotations.NullMarked;
