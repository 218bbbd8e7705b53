/** Data streams in the catalog: schema {@code kinesis}. */
@NullMarked
package dev.freshet.kinesis.store;

import org.jspecify.annotations.NullMarked;
