/** Requests and answers as they are on the wire, free of any HTTP server. */
@NullMarked
package dev.freshet.gateway.wire;

import org.jspecify.annotations.NullMarked;
