/** The Kinesis data stream service: actions, shards, sequence numbers, limits, storage. */
@NullMarked
package dev.freshet.kinesis;

import org.jspecify.annotations.NullMarked;
