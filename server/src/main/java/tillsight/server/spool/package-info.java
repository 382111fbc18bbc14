/** Where callbacks wait, safe on a disk of our own, while PostgreSQL is away. */
@NullMarked
package tillsight.server.spool;

import org.jspecify.annotations.NullMarked;
