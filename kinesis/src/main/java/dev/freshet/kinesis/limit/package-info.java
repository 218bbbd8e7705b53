/** Rates as AWS limits them, for shards and for operations; all time comes from the caller. */
@NullMarked
package dev.freshet.kinesis.limit;

import org.jspecify.annotations.NullMarked;
