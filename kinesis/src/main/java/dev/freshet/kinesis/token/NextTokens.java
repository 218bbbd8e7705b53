package dev.freshet.kinesis.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freshet.kinesis.datastream.KinesisErrors;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Pagination tokens: where a list goes on, as a few texts without line feeds. They live for 300 seconds. */
public final class NextTokens {
    private static final Duration LIFE = Duration.ofSeconds(300);
    private static final String SEPARATOR = "\n";

    private final Seal seal;
    private final InstantSource clock;

    public NextTokens(Seal seal, InstantSource clock) {
        this.seal = seal;
        this.clock = clock;
    }

    public String issue(TokenKind kind, List<String> fields) {
        byte[] text = String.join(SEPARATOR, fields).getBytes(UTF_8);
        return seal.close(
                kind,
                ByteBuffer.allocate(Long.BYTES + text.length)
                        .putLong(clock.millis())
                        .put(text)
                        .array());
    }

    public List<String> redeem(TokenKind kind, String token) {
        ByteBuffer content = content(kind, token);
        Instant issued = Instant.ofEpochMilli(content.getLong());
        if (clock.instant().isAfter(issued.plus(LIFE))) {
            throw KinesisErrors.expiredNextToken();
        }
        return fields(content);
    }

    /** The fields, whatever the token's age. */
    public List<String> open(TokenKind kind, String token) {
        return fields(content(kind, token).position(Long.BYTES));
    }

    private ByteBuffer content(TokenKind kind, String token) {
        return seal.open(kind, token)
                .map(ByteBuffer::wrap)
                .orElseThrow(() -> KinesisErrors.invalidArgument("Invalid NextToken."));
    }

    private static List<String> fields(ByteBuffer content) {
        return List.of(UTF_8.decode(content).toString().split(SEPARATOR, -1));
    }
}
