/** The program: main as the table of contents, configuration, the freshet command. */
@NullMarked
package dev.freshet.app;

import org.jspecify.annotations.NullMarked;
