/** Column values: from PostgreSQL's text to the change record's JSON, type by type. */
@NullMarked
package dev.freshet.capture.value;

import org.jspecify.annotations.NullMarked;
