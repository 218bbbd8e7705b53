/** Where modules that do not know each other meet: each port of one, answered by another in a few lines. */
@NullMarked
package dev.freshet.app.wiring;

import org.jspecify.annotations.NullMarked;
