package dev.freshet.bench.streams;

/** How callers of a Kinesis API put records. A server with another API has a client of its own for both. */
public enum Client {
    /** A client that costs next to nothing: it sends the same signed bytes again and again. */
    JSON,
    /** The synchronous AWS SDK for Java, as programs use it. */
    CBOR;

    String label() {
        return switch (this) {
            case JSON -> "json";
            case CBOR -> "cbor";
        };
    }
}
