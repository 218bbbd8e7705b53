package dev.freshet.record;

import dev.freshet.record.UnreadableRecordException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads one change record.
 *
 * <p>Strict in what the format promises: every documented member of the right type, none of them twice, well-formed
 * throughout. Tolerant where AWS's guide asks for it: a missing {@code type} is {@code full} and a missing image is null
 * (records of the preview), an unknown {@code op} is an upsert, and members that a later version of format 1 may add are
 * passed over. The images stay JSON text: their members are the table's columns.
 */
public final class EnvelopeReader {
    private final JsonScanner json;

    private @Nullable String type;
    private @Nullable String op;
    private @Nullable JsonText before;
    private @Nullable JsonText after;
    private @Nullable ChangeSource source;
    private @Nullable Chunks chunks;
    private @Nullable Long timeMillis;
    private @Nullable Long timeNanos;
    private @Nullable String chunkId;
    private @Nullable Long index;
    private @Nullable Bytes data;
    private boolean hasBefore;
    private boolean hasAfter;

    private EnvelopeReader(Bytes record) {
        this.json = new JsonScanner(record);
    }

    /**
     * Reads the record that the whole array is. Images lie in it: it must not change any more.
     *
     * @throws UnreadableRecordException when it is none
     */
    public static ChangeRecord read(byte[] record) {
        return read(Bytes.of(record));
    }

    /** As {@link #read(byte[])}. */
    public static ChangeRecord read(Bytes record) {
        try {
            return new EnvelopeReader(record).envelope();
        } catch (UnreadableRecordException e) {
            // Text that is no JSON is called so, wherever its fault lies.
            new JsonScanner(record).requireOneValue();
            throw e;
        }
    }

    private ChangeRecord envelope() {
        json.members(this::member);
        json.expectEnd();
        try {
            return record();
        } catch (IllegalArgumentException e) {
            throw contradiction(e.getMessage());
        }
    }

    private void member(String name) {
        switch (name) {
            case "type" -> type = once(type, name, json.string());
            case "op" -> op = once(op, name, json.string());
            case "before" -> {
                hasBefore = onceSeen(hasBefore, name);
                before = image();
            }
            case "after" -> {
                hasAfter = onceSeen(hasAfter, name);
                after = image();
            }
            case "source" -> source = once(source, name, new SourceBlock(json).read());
            case "chunked" -> chunks = once(chunks, name, new Chunks(json));
            case "ts_ms" -> timeMillis = once(timeMillis, name, json.integer());
            case "ts_ns" -> timeNanos = once(timeNanos, name, json.integer());
            case "chunk_id" -> chunkId = once(chunkId, name, json.string());
            case "index" -> index = once(index, name, json.integer());
            case "data" -> data = once(data, name, json.stringBytes());
            default -> json.skipValue();
        }
    }

    private @Nullable JsonText image() {
        return json.isNull() ? null : json.object();
    }

    private static boolean onceSeen(boolean seen, String name) {
        if (seen) {
            throw contradiction("the member " + name + " is there twice");
        }
        return true;
    }

    private static <T> T once(@Nullable T earlier, String name, T value) {
        onceSeen(earlier != null, name);
        return value;
    }

    private static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw contradiction("it has no member " + name);
        }
        return value;
    }

    private static UnreadableRecordException contradiction(@Nullable String what) {
        return new UnreadableRecordException(Kind.NOT_A_CHANGE_RECORD, "No change record: " + what);
    }

    private ChangeRecord record() {
        String kind = type == null ? "full" : type;
        return switch (kind) {
            case "full" -> full();
            case "chunked" -> chunked();
            case "fragment" ->
                new Fragment(
                        required(chunkId, "chunk_id"),
                        toInt(required(index, "index"), "index"),
                        required(data, "data"));
            default ->
                throw new UnreadableRecordException(
                        Kind.UNKNOWN_FORMAT, "A change record of the type '" + kind + "' is not known here");
        };
    }

    private RowChange full() {
        Op knownOp = Op.of(required(op, "op"));
        if (chunks != null) {
            throw contradiction("only one of the type chunked has the member chunked");
        }
        return new RowChange(knownOp, before, after, required(source, "source"), time());
    }

    private ChunkedChange chunked() {
        Op knownOp = Op.of(required(op, "op"));
        Chunks references = required(chunks, "chunked");
        return new ChunkedChange(
                knownOp,
                image("before", before, references.before),
                image("after", after, references.after),
                required(source, "source"),
                time());
    }

    private static ChunkedChange.Image image(
            String side, @Nullable JsonText inline, ChunkedChange.@Nullable InFragments inFragments) {
        if (inFragments == null) {
            return new ChunkedChange.Inline(inline);
        }
        if (inline != null) {
            throw contradiction("its image " + side + " is both in it and in fragments");
        }
        return inFragments;
    }

    private long time() {
        required(timeMillis, "ts_ms");
        return required(timeNanos, "ts_ns");
    }

    private static int toInt(long value, String name) {
        if (value != (int) value) {
            throw contradiction("its member " + name + " is " + value);
        }
        return (int) value;
    }

    /** The member {@code source}. */
    private static final class SourceBlock {
        private final JsonScanner json;
        private @Nullable String version;
        private @Nullable Long timeMillis;
        private @Nullable Long timeNanos;
        private @Nullable String transactionId;
        private @Nullable String schema;
        private @Nullable String table;
        private @Nullable String database;
        private @Nullable String cluster;

        SourceBlock(JsonScanner json) {
            this.json = json;
        }

        ChangeSource read() {
            json.members(this::member);
            String known = required(version, "source.version");
            if (!known.equals("1") && !known.startsWith("1.")) {
                throw new UnreadableRecordException(
                        Kind.UNKNOWN_FORMAT,
                        "A change record of format " + known + " cannot be read here; format 1 can");
            }
            required(timeMillis, "source.ts_ms");
            return new ChangeSource(
                    known,
                    required(timeNanos, "source.ts_ns"),
                    required(transactionId, "source.txId"),
                    required(schema, "source.schema"),
                    required(table, "source.table"),
                    required(database, "source.db"),
                    required(cluster, "source.cluster"));
        }

        private void member(String name) {
            switch (name) {
                case "version" -> version = once(version, "source.version", json.string());
                case "ts_ms" -> timeMillis = once(timeMillis, "source.ts_ms", json.integer());
                case "ts_ns" -> timeNanos = once(timeNanos, "source.ts_ns", json.integer());
                case "txId" -> transactionId = once(transactionId, "source.txId", json.string());
                case "schema" -> schema = once(schema, "source.schema", json.string());
                case "table" -> table = once(table, "source.table", json.string());
                case "db" -> database = once(database, "source.db", json.string());
                case "cluster" -> cluster = once(cluster, "source.cluster", json.string());
                default -> json.skipValue();
            }
        }
    }

    /** The member {@code chunked}. */
    private static final class Chunks {
        private final JsonScanner json;
        private ChunkedChange.@Nullable InFragments before;
        private ChunkedChange.@Nullable InFragments after;

        Chunks(JsonScanner json) {
            this.json = json;
            json.members(this::member);
        }

        private void member(String name) {
            switch (name) {
                case "before" -> {
                    onceSeen(before != null, "chunked.before");
                    before = reference();
                }
                case "after" -> {
                    onceSeen(after != null, "chunked.after");
                    after = reference();
                }
                default -> json.skipValue();
            }
        }

        private ChunkedChange.@Nullable InFragments reference() {
            return json.isNull() ? null : new Reference(json).read();
        }
    }

    /** What {@code chunked} says of one image. */
    private static final class Reference {
        private final JsonScanner json;
        private @Nullable String chunkId;
        private @Nullable Long totalFragments;
        private @Nullable String checksum;

        Reference(JsonScanner json) {
            this.json = json;
        }

        ChunkedChange.InFragments read() {
            json.members(this::member);
            try {
                return new ChunkedChange.InFragments(
                        required(chunkId, "chunk_id"),
                        toInt(required(totalFragments, "total_fragments"), "total_fragments"),
                        checksum(required(checksum, "crc32c")));
            } catch (IllegalArgumentException e) {
                throw contradiction(e.getMessage());
            }
        }

        private static long checksum(String decimal) {
            try {
                return Long.parseLong(decimal);
            } catch (NumberFormatException e) {
                throw contradiction("its crc32c is '" + decimal + "'");
            }
        }

        private void member(String name) {
            switch (name) {
                case "chunk_id" -> chunkId = once(chunkId, name, json.string());
                case "total_fragments" -> totalFragments = once(totalFragments, name, json.integer());
                case "crc32c" -> checksum = once(checksum, name, json.string());
                default -> json.skipValue();
            }
        }
    }
}
