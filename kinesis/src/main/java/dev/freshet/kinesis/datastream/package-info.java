/** Data streams and their shards: what they are, how records are routed, numbered, put and read, how they change. */
@NullMarked
package dev.freshet.kinesis.datastream;

import org.jspecify.annotations.NullMarked;
