/** The folder that holds all of a Freshet's state, and what lies at its top: run file, lock, root access key, log. */
@NullMarked
package dev.freshet.app.home;

import org.jspecify.annotations.NullMarked;
