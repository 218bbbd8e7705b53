package dev.freshet.delivery;

/**
 * What delivery has done since it was started.
 *
 * @param records acknowledged by the target
 * @param bytes of the acknowledged records' data
 * @param refusals of records, each attempt counted
 */
public record DeliveryCounts(long records, long bytes, long refusals) {
    public DeliveryCounts plus(DeliveryCounts more) {
        return new DeliveryCounts(records + more.records, bytes + more.bytes, refusals + more.refusals);
    }
}
