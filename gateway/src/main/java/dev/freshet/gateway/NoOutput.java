package dev.freshet.gateway;

/** The answer of operations that have none: an empty body in JSON, no result element in XML. */
public enum NoOutput {
    NO_OUTPUT
}
