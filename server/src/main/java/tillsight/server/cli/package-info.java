/** The command line: one small class a command. */
@NullMarked
package tillsight.server.cli;

import org.jspecify.annotations.NullMarked;
