package dev.freshet.delivery;

/**
 * What delivery has done since it was started.
 *
 * @param records acknowledged by the target
 * @param bytes of the acknowledged records' data
 * @param refusals of records, each attempt counted
 */
public record DeliveryCounts(long records, long bytes, long refusals) {}
