/** Giving up a transaction that PostgreSQL cannot decode, so that a CDC stream gets past it. */
@NullMarked
package dev.freshet.app.skip;

import org.jspecify.annotations.NullMarked;
