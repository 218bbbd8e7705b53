package dev.freshet.capture.database.attached;

/** Why a table's changes cannot be captured exactly, so that it stays out of the publication. Named as in {@code members.sql}. */
public enum Obstacle {
    IDENTITY(
            "its replica identity does not give what capture needs: the whole old row where there is no primary key or"
                    + " values may be stored out of line",
            "run attach again with --fix, or set it"),
    NOT_OWNER("only its owner may publish it", "grant the owner's role to the role that Freshet connects as"),
    UNLOGGED("it is unlogged, so its changes are not in the log", "make it a logged table"),
    FOREIGN_PARTITION(
            "one of its partitions is a foreign table, whose changes are not in the log", "detach that partition"),
    PARTITIONED(
            "it is partitioned, and a partition that is made between two looks would be captured wrongly",
            "attach as a superuser, so that an event trigger sees each new partition"),
    VIRTUAL_COLUMN(
            "it has a virtual generated column, with which the replica identity FULL that it needs would make its updates"
                    + " fail",
            "make that column STORED, or drop it"),
    COLUMN_LIST(
            "another publication publishes some of its columns, with which the replica identity FULL that it needs would"
                    + " make its updates fail",
            "publish all of its columns there"),
    GENERATED_COLUMN(
            "another publication leaves out its generated columns, with which the replica identity FULL that it needs"
                    + " would make its updates fail",
            "let that publication have publish_generated_columns = stored");

    private final String reason;
    private final String advice;

    Obstacle(String reason, String advice) {
        this.reason = reason;
        this.advice = advice;
    }

    /** The second half of a sentence that begins with the table. */
    public String reason() {
        return reason;
    }

    /** What its owner can do about it. */
    public String advice() {
        return advice;
    }
}
