/** The messages of PostgreSQL's {@code pgoutput} plugin, protocol version 1 (PostgreSQL 18, section 54.9). */
@NullMarked
package dev.freshet.capture.pgoutput;

import org.jspecify.annotations.NullMarked;
