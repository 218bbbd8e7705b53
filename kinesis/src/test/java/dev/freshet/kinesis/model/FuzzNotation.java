package dev.freshet.kinesis.model;

import java.util.random.RandomGenerator;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/** How the bodies of a fuzz test are written. */
enum FuzzNotation {
    JSON("application/x-amz-json-1.1", new JsonMapper(), (byte) '{', (byte) '[', (byte) '"'),
    CBOR("application/x-amz-cbor-1.1", new CBORMapper(), (byte) 0xbf, (byte) 0xa3, (byte) 0xd9);

    private final String contentType;
    private final ObjectMapper mapper;
    private final byte[] beginnings;

    FuzzNotation(String contentType, ObjectMapper mapper, byte... beginnings) {
        this.contentType = contentType;
        this.mapper = mapper;
        this.beginnings = beginnings;
    }

    String contentType() {
        return contentType;
    }

    /** Reads the answers. */
    ObjectMapper mapper() {
        return mapper;
    }

    /** The next body, sound or not. */
    byte[] body(WildValues values, String operation, RandomGenerator random) {
        Damage damage = new Damage(random);
        return switch (random.nextInt(10)) {
            case 0 -> damage.chance(beginnings);
            case 1, 2 -> written(values, operation, random, false);
            case 3, 4, 5 -> written(values, operation, random, true);
            case 6 -> damage.to(written(values, operation, random, true));
            default -> damage.to(written(values, operation, random, false));
        };
    }

    private byte[] written(WildValues values, String operation, RandomGenerator random, boolean mad) {
        WildNotation writer = switch (this) {
            case JSON -> new WildJson(random, mad);
            case CBOR -> new WildCbor(random, mad);
        };
        return writer.write(values.request(operation));
    }
}
