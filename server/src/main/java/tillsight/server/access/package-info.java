/** Who may see what: users, roles, scopes, sessions. */
@NullMarked
package tillsight.server.access;

import org.jspecify.annotations.NullMarked;
