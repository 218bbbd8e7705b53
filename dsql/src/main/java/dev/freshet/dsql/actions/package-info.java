/** The operations of the dsql API, one class each. */
@NullMarked
package dev.freshet.dsql.actions;

import org.jspecify.annotations.NullMarked;
