/** The freshet command and its subcommands. */
@NullMarked
package dev.freshet.app.command;

import org.jspecify.annotations.NullMarked;
