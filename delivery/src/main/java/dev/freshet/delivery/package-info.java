/** Change records into one Kinesis data stream: batches, retries, impairment. */
@NullMarked
package dev.freshet.delivery;

import org.jspecify.annotations.NullMarked;
