/** The server: takes callbacks, keeps the ledger, answers the API. */
@NullMarked
package tillsight.server;

import org.jspecify.annotations.NullMarked;
