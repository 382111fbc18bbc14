/** That nothing is missing, till by till and day by day, and the evidence for it. */
@NullMarked
package tillsight.ui.completeness;

import org.jspecify.annotations.NullMarked;
