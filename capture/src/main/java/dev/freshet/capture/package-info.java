/** PostgreSQL's log into change records: slot, messages, transactions, compaction, encoding. */
@NullMarked
package dev.freshet.capture;

import org.jspecify.annotations.NullMarked;
