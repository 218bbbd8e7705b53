/** What a database needs so that it can be captured: publication, event triggers, slot, fence. */
@NullMarked
package dev.freshet.capture.database;

import org.jspecify.annotations.NullMarked;
