/** Daraja, Safaricom's API: what it is asked, under whose credentials, and how it refuses. */
@NullMarked
package tillsight.server.daraja;

import org.jspecify.annotations.NullMarked;
