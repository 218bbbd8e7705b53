@NullMarked
package dev.freshet.kinesis.log;

import org.jspecify.annotations.NullMarked;
