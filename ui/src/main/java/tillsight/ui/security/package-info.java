/** Signing in against the server, and who may open what. */
@NullMarked
package tillsight.ui.security;

import org.jspecify.annotations.NullMarked;
