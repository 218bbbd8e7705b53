/** Tables as of a point of the log: what they are named, what columns and primary keys they have. */
@NullMarked
package dev.freshet.capture.schema;

import org.jspecify.annotations.NullMarked;
