/** What a person sees: the terminal, its colours, tables, text safe for a shell. */
@NullMarked
package dev.freshet.app.terminal;

import org.jspecify.annotations.NullMarked;
