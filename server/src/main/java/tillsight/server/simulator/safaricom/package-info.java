/** Daraja as Safaricom serves it, played over the simulator's books. */
@NullMarked
package tillsight.server.simulator.safaricom;

import org.jspecify.annotations.NullMarked;
