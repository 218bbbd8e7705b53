/** The store of control state: connections, transactions, migrations. */
@NullMarked
package dev.freshet.catalog;

import org.jspecify.annotations.NullMarked;
