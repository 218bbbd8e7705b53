/** The operations of Kinesis's API, one class each: what a request may hold, who may make it, what it answers. */
@NullMarked
package dev.freshet.kinesis.action;

import org.jspecify.annotations.NullMarked;
