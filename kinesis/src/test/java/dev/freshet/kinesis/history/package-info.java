/** Data streams as they are seen from outside while their process dies again and again, and what must hold of that. */
@NullMarked
package dev.freshet.kinesis.history;

import org.jspecify.annotations.NullMarked;
