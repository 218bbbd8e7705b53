/** Where clusters and CDC streams are kept. */
@NullMarked
package dev.freshet.dsql.store;

import org.jspecify.annotations.NullMarked;
