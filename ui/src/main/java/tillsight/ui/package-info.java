/** The screens of Tillsight: the frame around them and the start of the process. */
@NullMarked
package tillsight.ui;

import org.jspecify.annotations.NullMarked;
