/** PostgreSQL servers that Freshet owns: made, started, adopted, watched and stopped. */
@NullMarked
package dev.freshet.cluster;

import org.jspecify.annotations.NullMarked;
