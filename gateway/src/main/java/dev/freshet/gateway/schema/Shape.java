package dev.freshet.gateway.schema;

/** The type of a member, as AWS's service models know types. */
public sealed interface Shape permits Shape.Scalar, Shape.ListOf, Shape.MapOf, Structure {
    /** Everything without parts. {@link #awsName} is the word of AWS's messages. */
    enum Scalar implements Shape {
        STRING("String"),
        INTEGER("Integer"),
        LONG("Long"),
        DOUBLE("Double"),
        BOOLEAN("Boolean"),
        /** An {@link java.time.Instant}. */
        TIMESTAMP("Timestamp"),
        /** A {@code byte[]}. */
        BLOB("Blob");

        private final String awsName;

        Scalar(String awsName) {
            this.awsName = awsName;
        }

        public String awsName() {
            return awsName;
        }
    }

    record ListOf(Shape element) implements Shape {}

    /** Keys are strings. */
    record MapOf(Shape value) implements Shape {}
}
