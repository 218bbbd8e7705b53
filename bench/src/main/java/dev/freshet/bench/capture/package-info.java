/** How fast the log of a cluster is read: raw, through Freshet, and through peers, all from the same log. */
@NullMarked
package dev.freshet.bench.capture;

import org.jspecify.annotations.NullMarked;
