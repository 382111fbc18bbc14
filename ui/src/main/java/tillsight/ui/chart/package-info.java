/** Charts as plain records, and the one element that draws them. */
@NullMarked
package tillsight.ui.chart;

import org.jspecify.annotations.NullMarked;
