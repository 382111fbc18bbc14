/** Businesses, their branches and tills, and the rules they set. */
@NullMarked
package tillsight.server.business;

import org.jspecify.annotations.NullMarked;
