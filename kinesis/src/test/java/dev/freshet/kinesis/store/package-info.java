@NullMarked
package dev.freshet.kinesis.store;

import org.jspecify.annotations.NullMarked;
