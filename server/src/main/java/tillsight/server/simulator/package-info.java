/** A believable business and a believable Safaricom, for demo, benchmarks and tests. */
@NullMarked
package tillsight.server.simulator;

import org.jspecify.annotations.NullMarked;
