/** The HTTP API: one class of routes a resource, described by openapi.yaml. */
@NullMarked
package tillsight.server.api;

import org.jspecify.annotations.NullMarked;
