/** A running pipeline under faults at random: which ones a seed says, and what came of each is printed. */
@NullMarked
package dev.freshet.bench.faults;

import org.jspecify.annotations.NullMarked;
