package dev.freshet.capture.pgoutput;

import dev.freshet.capture.pgoutput.ReplicationMessage.Begin;
import dev.freshet.capture.pgoutput.ReplicationMessage.Column;
import dev.freshet.capture.pgoutput.ReplicationMessage.Commit;
import dev.freshet.capture.pgoutput.ReplicationMessage.Delete;
import dev.freshet.capture.pgoutput.ReplicationMessage.Insert;
import dev.freshet.capture.pgoutput.ReplicationMessage.LogicalMessage;
import dev.freshet.capture.pgoutput.ReplicationMessage.Origin;
import dev.freshet.capture.pgoutput.ReplicationMessage.Relation;
import dev.freshet.capture.pgoutput.ReplicationMessage.Truncate;
import dev.freshet.capture.pgoutput.ReplicationMessage.Type;
import dev.freshet.capture.pgoutput.ReplicationMessage.Update;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code pgoutput} messages, text mode. Used by one thread. */
public final class PgOutputReader {
    /** More columns than a table can have (1,600), so that a damaged count cannot claim much memory. */
    private static final int MAXIMUM_COLUMNS = 1664;

    private final MessageCursor cursor = new MessageCursor();
    private final Tuple oldTuple = new Tuple();
    private final Tuple newTuple = new Tuple();

    /**
     * Reads the one message that lies between the two places.
     *
     * @throws MalformedMessageException when it is none
     */
    public ReplicationMessage read(byte[] bytes, int from, int to) {
        cursor.reset(bytes, from, to);
        byte kind = cursor.readByte();
        ReplicationMessage message = switch (kind) {
            case 'I' -> insert();
            case 'U' -> update();
            case 'D' -> delete();
            case 'B' -> new Begin(cursor.readLong(), cursor.readLong(), cursor.readInt());
            case 'C' -> commit();
            case 'R' -> relation();
            case 'Y' -> new Type(cursor.readInt(), cursor.readString(), cursor.readString());
            case 'M' -> logicalMessage();
            case 'T' -> truncate();
            case 'O' -> new Origin(cursor.readLong(), cursor.readString());
            default -> throw new MalformedMessageException("No message is of kind " + printable(kind));
        };
        cursor.expectEnd();
        return message;
    }

    private Insert insert() {
        int relation = cursor.readInt();
        expect('N');
        return new Insert(relation, tuple(relation, newTuple));
    }

    private Update update() {
        int relation = cursor.readInt();
        byte kind = cursor.readByte();
        Tuple old = Tuple.ABSENT;
        if (kind == 'K' || kind == 'O') {
            old = tuple(relation, oldTuple);
            kind = cursor.readByte();
        }
        if (kind != 'N') {
            throw unexpected(kind);
        }
        return new Update(relation, old, tuple(relation, newTuple));
    }

    private Delete delete() {
        int relation = cursor.readInt();
        byte kind = cursor.readByte();
        if (kind != 'K' && kind != 'O') {
            throw unexpected(kind);
        }
        return new Delete(relation, tuple(relation, oldTuple));
    }

    private Tuple tuple(int relation, Tuple tuple) {
        int columns = columnCount();
        tuple.reset(cursor.bytes(), columns);
        int column = 0;
        try {
            for (; column < columns; column++) {
                value(tuple, column);
            }
        } catch (MalformedMessageException e) {
            throw new MalformedMessageException(e, new MalformedMessageException.Place(relation, column));
        }
        return tuple;
    }

    private void value(Tuple tuple, int column) {
        byte kind = cursor.readByte();
        switch (kind) {
            case 't' -> {
                int length = cursor.readInt();
                tuple.setText(column, cursor.advance(length), length);
            }
            case 'n' -> tuple.setNull(column);
            case 'u' -> tuple.setUnchanged(column);
            default -> throw unexpected(kind);
        }
    }

    private int columnCount() {
        int columns = cursor.readShort();
        if (columns > MAXIMUM_COLUMNS) {
            throw new MalformedMessageException("No table has " + columns + " columns");
        }
        return columns;
    }

    private Commit commit() {
        cursor.readByte(); // flags, unused
        return new Commit(cursor.readLong(), cursor.readLong(), cursor.readLong());
    }

    private Relation relation() {
        int oid = cursor.readInt();
        String schema = cursor.readString();
        String table = cursor.readString();
        char replicaIdentity = (char) (cursor.readByte() & 0xFF);
        int count = columnCount();
        List<Column> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean inIdentity = (cursor.readByte() & 1) != 0;
            columns.add(new Column(inIdentity, cursor.readString(), cursor.readInt(), cursor.readInt()));
        }
        // A built-in schema's name is sent empty, to save bytes.
        return new Relation(oid, schema.isEmpty() ? "pg_catalog" : schema, table, replicaIdentity, columns);
    }

    private LogicalMessage logicalMessage() {
        boolean transactional = (cursor.readByte() & 1) != 0;
        long position = cursor.readLong();
        String prefix = cursor.readString();
        return new LogicalMessage(transactional, position, prefix, cursor.readBytes(cursor.readInt()));
    }

    private Truncate truncate() {
        int count = cursor.readInt();
        cursor.readByte(); // CASCADE and RESTART IDENTITY change nothing here
        List<Integer> oids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            oids.add(cursor.readInt());
        }
        return new Truncate(oids);
    }

    private void expect(char wanted) {
        byte kind = cursor.readByte();
        if (kind != wanted) {
            throw unexpected(kind);
        }
    }

    private static MalformedMessageException unexpected(byte kind) {
        return new MalformedMessageException("Unexpected part of kind " + printable(kind));
    }

    private static String printable(byte kind) {
        return kind > ' ' && kind < 127 ? "'" + (char) kind + "'" : Integer.toString(kind & 0xFF);
    }
}
