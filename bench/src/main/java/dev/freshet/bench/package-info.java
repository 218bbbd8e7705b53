/** Freshet measured beside peers and physical limits in one run, and tried by faults. */
@NullMarked
package dev.freshet.bench;

import org.jspecify.annotations.NullMarked;
