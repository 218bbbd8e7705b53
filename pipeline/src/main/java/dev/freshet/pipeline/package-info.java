/** One CDC stream running: capture joined to delivery, with its checkpoints and health. */
@NullMarked
package dev.freshet.pipeline;

import org.jspecify.annotations.NullMarked;
