/** What every HTTP answer shares: limits, problems, who may call. */
@NullMarked
package tillsight.server.http;

import org.jspecify.annotations.NullMarked;
