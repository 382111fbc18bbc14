/** How fast it is: benchmarks that compare with a yardstick in the same run. */
@NullMarked
package tillsight.server.bench;

import org.jspecify.annotations.NullMarked;
