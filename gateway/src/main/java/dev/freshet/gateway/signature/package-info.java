/** AWS's Signature Version 4, as the side that verifies it; no service and no HTTP server is known here. */
@NullMarked
package dev.freshet.gateway.signature;

import org.jspecify.annotations.NullMarked;
