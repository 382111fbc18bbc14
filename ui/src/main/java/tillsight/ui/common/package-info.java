/** What every screen shares: dates, scope, money, cards and states. */
@NullMarked
package tillsight.ui.common;

import org.jspecify.annotations.NullMarked;
