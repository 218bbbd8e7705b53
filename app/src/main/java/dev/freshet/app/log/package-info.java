/** Where log lines go: one readable line per event that matters to the terminal, the details to a file in the home. */
@NullMarked
package dev.freshet.app.log;

import org.jspecify.annotations.NullMarked;
