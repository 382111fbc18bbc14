/** The server as the screens see it: its calls, and records cut to what is shown. */
@NullMarked
package tillsight.ui.client;

import org.jspecify.annotations.NullMarked;
