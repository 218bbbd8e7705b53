package dev.freshet.gateway;

/** What a service speaks on the wire. */
public sealed interface WireProtocol {
    /**
     * JSON 1.1, and CBOR with the same shape: the operation is in {@code X-Amz-Target} behind the prefix.
     *
     * @param targetPrefix such as {@code Kinesis_20131202}
     */
    record AwsJson(String targetPrefix) implements WireProtocol {}

    /** Method and path name the operation ({@link Http.Route}); members are lower camel case. */
    record RestJson() implements WireProtocol {}

    /**
     * A form with {@code Action} and {@code Version}, answered in XML.
     *
     * @param namespace of the answers, such as {@code https://iam.amazonaws.com/doc/2010-05-08/}
     */
    record AwsQuery(String version, String namespace) implements WireProtocol {}
}
