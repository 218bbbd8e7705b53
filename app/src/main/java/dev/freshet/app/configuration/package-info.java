/** What can be set, where it is read from, and the records that carry it, one per concern. */
@NullMarked
package dev.freshet.app.configuration;

import org.jspecify.annotations.NullMarked;
