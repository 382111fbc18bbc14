/** The people who pay, as far as they can be told apart. */
@NullMarked
package tillsight.server.customer;

import org.jspecify.annotations.NullMarked;
