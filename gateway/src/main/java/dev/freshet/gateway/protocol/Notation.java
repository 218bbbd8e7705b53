package dev.freshet.gateway.protocol;

import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.cbor.CBORFactory;

/** The two ways in which AWS writes the same tree of members. */
public enum Notation {
    JSON(JsonFactory.builder().streamReadConstraints(limits()).build()),
    CBOR(CBORFactory.builder().streamReadConstraints(limits()).build());

    private final TokenStreamFactory factory;

    Notation(TokenStreamFactory factory) {
        this.factory = factory;
    }

    /**
     * AWS's deepest shapes have fewer than ten levels. Members that we do not know are skipped and may nest deeper; a
     * hundred levels is more than any client sends and no danger to a stack. The length of a string is that of the
     * body at most, which the server limits.
     */
    private static StreamReadConstraints limits() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(100)
                .maxStringLength(Integer.MAX_VALUE)
                .build();
    }

    JsonParser parser(byte[] body) {
        return factory.createParser(ObjectReadContext.empty(), body);
    }

    JsonGenerator generator(OutputStream out) {
        return factory.createGenerator(ObjectWriteContext.empty(), out);
    }
}
