/** The HTTP server: the only place that knows Helidon. */
@NullMarked
package dev.freshet.gateway.http;

import org.jspecify.annotations.NullMarked;
