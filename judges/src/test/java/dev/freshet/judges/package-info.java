/**
 * Clients of the data stream service whose libraries are too heavy for the other modules' tests: AWS's Kinesis Client
 * Library with DynamoDB Local.
 */
@NullMarked
package dev.freshet.judges;

import org.jspecify.annotations.NullMarked;
