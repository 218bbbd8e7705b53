/** JMH benchmarks of the two places where a captured row spends its time: reading its message and writing its record. */
@NullMarked
package dev.freshet.bench.micro;

import org.jspecify.annotations.NullMarked;
