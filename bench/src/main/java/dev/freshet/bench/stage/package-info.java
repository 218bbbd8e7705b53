/** The servers and folders that a measurement takes place on, removed when it is over. */
@NullMarked
package dev.freshet.bench.stage;

import org.jspecify.annotations.NullMarked;
