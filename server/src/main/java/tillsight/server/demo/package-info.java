/** The whole product on one machine, with a business to look at. */
@NullMarked
package tillsight.server.demo;

import org.jspecify.annotations.NullMarked;
