/** What callers carry from one call to the next: shard iterators and pagination tokens, opaque and tamper-proof. */
@NullMarked
package dev.freshet.kinesis.token;

import org.jspecify.annotations.NullMarked;
