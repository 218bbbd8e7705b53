/** The change record: what one committed row change looks like on the wire, written and read. */
@NullMarked
package dev.freshet.record;

import org.jspecify.annotations.NullMarked;
