/** Follows a data stream through all its shards and shows its change records as they arrive. */
@NullMarked
package dev.freshet.app.tail;

import org.jspecify.annotations.NullMarked;
