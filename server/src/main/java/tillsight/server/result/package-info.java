/** What Daraja answered later: read, and settled in the ledger, the quarantine and the requests. */
@NullMarked
package tillsight.server.result;

import org.jspecify.annotations.NullMarked;
