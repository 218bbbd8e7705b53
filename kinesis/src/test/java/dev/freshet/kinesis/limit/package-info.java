@NullMarked
package dev.freshet.kinesis.limit;

import org.jspecify.annotations.NullMarked;
