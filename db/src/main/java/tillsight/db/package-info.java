/** The tables, and the databases they live in. */
@NullMarked
package tillsight.db;

import org.jspecify.annotations.NullMarked;
