package dev.freshet.judges;

/** A data record by where it is and what it says. */
record ShardRecord(String shard, String sequenceNumber, String text) {}
