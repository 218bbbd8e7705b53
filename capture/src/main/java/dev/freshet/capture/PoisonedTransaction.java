package dev.freshet.capture;

/**
 * A transaction with a row that PostgreSQL itself cannot decode, because the row's text passes the limit of 1 GB for one
 * piece of memory: the hexadecimal text of a bytea is twice as long as its value.
 *
 * @param commitPosition names it: no other transaction commits there
 * @param table the row's, or those of which it may be one
 */
public record PoisonedTransaction(int xid, Lsn commitPosition, String table) {
    /** The first position from which the log can be read without it. */
    public Lsn end() {
        return new Lsn(commitPosition.value() + 1);
    }

    @Override
    public String toString() {
        return "transaction " + Integer.toUnsignedString(xid) + " that commits at " + commitPosition;
    }
}
