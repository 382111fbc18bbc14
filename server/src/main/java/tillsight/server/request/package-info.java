/** What Daraja was asked to do, by whom, and what came of it. */
@NullMarked
package tillsight.server.request;

import org.jspecify.annotations.NullMarked;
