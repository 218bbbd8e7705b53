/** Data streams under load: Freshet and other servers side by side, through the same clients. */
@NullMarked
package dev.freshet.bench.streams;

import org.jspecify.annotations.NullMarked;
