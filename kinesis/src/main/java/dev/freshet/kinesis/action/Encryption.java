package dev.freshet.kinesis.action;

/** What answers say of encryption: there is none. */
final class Encryption {
    static final String NONE = "NONE";

    private Encryption() {}
}
