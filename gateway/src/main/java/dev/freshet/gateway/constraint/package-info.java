/** Finds the members of a request that break the constraints written on its record. */
@NullMarked
package dev.freshet.gateway.constraint;

import org.jspecify.annotations.NullMarked;
