/** Kinesis as its service model describes it: every constraint of every member, tried out. */
@NullMarked
package dev.freshet.kinesis.model;

import org.jspecify.annotations.NullMarked;
