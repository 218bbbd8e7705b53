/** Entities and sessions in the catalog's schema {@code iam}. */
@NullMarked
package dev.freshet.identity.store;

import org.jspecify.annotations.NullMarked;
