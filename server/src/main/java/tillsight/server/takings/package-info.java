/** What each till took: the figures of the dashboards. */
@NullMarked
package tillsight.server.takings;

import org.jspecify.annotations.NullMarked;
