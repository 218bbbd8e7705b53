/** What a request or response record looks like on the wire: its shapes, members and their wire names. */
@NullMarked
package dev.freshet.gateway.schema;

import org.jspecify.annotations.NullMarked;
