/** Databases that others own as clusters of this Freshet: the operations that attach and detach them, what is kept of them. */
@NullMarked
package dev.freshet.app.attach;

import org.jspecify.annotations.NullMarked;
