@NullMarked
package dev.freshet.kinesis.action;

import org.jspecify.annotations.NullMarked;
