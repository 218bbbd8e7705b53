/** What a running Freshet says about itself, as it travels from the server to the commands. */
@NullMarked
package dev.freshet.app.status;

import org.jspecify.annotations.NullMarked;
