@NullMarked
package dev.freshet.kinesis.datastream;

import org.jspecify.annotations.NullMarked;
