/** The changed rows of one transaction, reduced to what each row came to: in memory, and on disk when there are many. */
@NullMarked
package dev.freshet.capture.writeset;

import org.jspecify.annotations.NullMarked;
