package dev.freshet.kinesis.action;

import dev.freshet.kinesis.datastream.KinesisErrors;

/** What requests and answers say of encryption. */
final class Encryption {
    /** AWS's names. */
    enum Type {
        NONE,
        KMS
    }

    /** Of every data stream and record. */
    static final String NONE = Type.NONE.name();

    private Encryption() {}

    /** Both operations take KMS alone, although the member's type knows NONE too. */
    static void requireKms(String type) {
        if (Type.valueOf(type) != Type.KMS) {
            throw KinesisErrors.invalidArgument("EncryptionType must be KMS.");
        }
    }
}
