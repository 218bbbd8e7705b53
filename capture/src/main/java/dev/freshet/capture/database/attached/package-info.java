/** Databases on servers that Freshet does not own: what keeps them from being captured, what is put into them, what is taken out again. */
@NullMarked
package dev.freshet.capture.database.attached;

import org.jspecify.annotations.NullMarked;
