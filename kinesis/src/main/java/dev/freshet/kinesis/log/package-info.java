/** Where records are kept: the {@link dev.freshet.kinesis.log.RecordLog} port and its embedded engine on RocksDB. */
@NullMarked
package dev.freshet.kinesis.log;

import org.jspecify.annotations.NullMarked;
