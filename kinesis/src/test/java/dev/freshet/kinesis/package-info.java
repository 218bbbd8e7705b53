@NullMarked
package dev.freshet.kinesis;

import org.jspecify.annotations.NullMarked;
