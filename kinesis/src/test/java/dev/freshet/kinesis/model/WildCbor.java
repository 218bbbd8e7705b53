package dev.freshet.kinesis.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Writes a request as CBOR (RFC 8949), with lengths known before or not, and lengths and numbers longer than they need
 * to be; where it is mad, with values in it that no client sends.
 */
final class WildCbor implements WildNotation {
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int TAG = 6;
    private static final int BREAK = 0xff;

    private static final int TIME_TAG = 1;
    private static final int BIGNUM_TAG = 2;

    /** In hexadecimal. */
    private static final List<String> MAD = List.of(
            // Tags: a time as a text, as a number, as NaN; bignums; decimal fraction and bigfloat; unknown; nested.
            "c074323031332d30332d32315432303a30343a30305a",
            "c11a514b67b0",
            "c13a514b67b0",
            "c13b7fffffffffffffff",
            "c11b7fffffffffffffff",
            "c1fb7ff8000000000000",
            "c1fb41d452d9ec200000",
            "c1f6",
            "c1c1c1c11a514b67b0",
            "c249010000000000000000",
            "c349010000000000000000",
            "c240",
            "c201",
            "c25a000186a0" + "7f".repeat(100_000),
            "c25f41014102ff",
            "c48221196ab3",
            "c4821a7fffffff01",
            "c4823b7fffffffffffffff01",
            "c482c2490100000000000000000001",
            "c48201",
            "c5821a7fffffff01",
            "d8201a00000001",
            "d81900",
            "d9010081d81900",
            "d9d9f7a0",
            "dbffffffffffffffff01",
            "c6".repeat(10_000) + "01",
            "c6".repeat(10_000),
            "c1a0",
            "c180",
            // Reserved, simple and undefined values.
            "1c",
            "1f",
            "3d",
            "5e",
            "7d",
            "9c",
            "bd",
            "df",
            "e0",
            "f7",
            "f800",
            "f820",
            "f8ff",
            "fc",
            "ff",
            "f97e00",
            "f97c00",
            "f90001",
            "fa7fc00000",
            "faff800000",
            "fb7ff8000000000000",
            "fb7ff0000000000000",
            "fb7fefffffffffffff",
            // Lengths that nothing stands behind.
            "5b7fffffffffffffff",
            "5bffffffffffffffff",
            "5a7fffffff",
            "5affffffff",
            "7b7fffffffffffffff",
            "7bffffffffffffffff",
            "7a7fffffff",
            "9b7fffffffffffffff",
            "9bffffffffffffffff",
            "9a7fffffff",
            "9affffffff",
            "bb7fffffffffffffff",
            "bbffffffffffffffff",
            "ba7fffffff",
            // Unknown lengths.
            "5f41014102ff",
            "5fff",
            "7f61616162ff",
            "7fff",
            "5f6161ff",
            "7f4161ff",
            "7f7f6161ffff",
            "5f5f4161ffff",
            "7f7a7fffffff",
            "5f5bffffffffffffffff",
            "9fff",
            "bfff",
            "bf6161ff",
            "9f",
            "bf",
            // Numbers.
            "1bffffffffffffffff",
            "3bffffffffffffffff",
            "1b8000000000000000",
            "3b7fffffffffffffff",
            "1a80000000",
            "3a7fffffff",
            // Texts.
            "60",
            "6100",
            "62c328",
            "63eda080",
            "7f61c361a9ff",
            "6b" + "f09f9880".repeat(2) + "f09f98",
            "7a000186a0" + "61".repeat(100_000),
            // Keys that are no strings.
            "a10102",
            "bf0102ff",
            "a1416101",
            "a1f601",
            "a1a001",
            "a18001",
            "a1c1616101",
            "a17f6161ff01",
            "a1fb3ff000000000000001",
            "a261610161610261",
            // Depth and width.
            "81".repeat(10_000),
            "81".repeat(10_000) + "00",
            "9f".repeat(10_000) + "ff".repeat(10_000),
            "a16161".repeat(10_000) + "00",
            "bf6161".repeat(10_000) + "00" + "ff".repeat(10_000),
            "992710" + "f6".repeat(10_000),
            "992710" + "a0".repeat(10_000));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final RandomGenerator random;
    private final boolean mad;

    WildCbor(RandomGenerator random, boolean mad) {
        this.random = random;
        this.mad = mad;
    }

    @Override
    public byte[] write(JsonNode request) {
        value(request);
        return out.toByteArray();
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    private void value(JsonNode value) {
        if (mad && oneIn(12)) {
            out.writeBytes(HexFormat.of().parseHex(MAD.get(random.nextInt(MAD.size()))));
            return;
        }
        switch (value.getNodeType()) {
            case OBJECT -> object(value);
            case ARRAY -> array(value);
            case STRING -> string(TEXT, value.asString().getBytes(UTF_8));
            case BINARY -> string(BYTES, value.binaryValue());
            case BOOLEAN -> out.write(value.booleanValue() ? 0xf5 : 0xf4);
            case NUMBER -> number(value);
            default -> out.write(0xf6);
        }
    }

    private void object(JsonNode object) {
        boolean open = oneIn(2);
        boolean doubled = oneIn(20);
        start(MAP, open, doubled ? 2 * object.size() : object.size());
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            for (int i = doubled ? 2 : 1; i > 0; i--) {
                string(TEXT, member.getKey().getBytes(UTF_8));
                value(member.getValue());
            }
        }
        end(open);
    }

    private void array(JsonNode array) {
        boolean open = oneIn(2);
        start(ARRAY, open, array.size());
        array.forEach(this::value);
        end(open);
    }

    private void start(int type, boolean open, int count) {
        if (open) {
            out.write(type << 5 | 31);
        } else {
            head(type, count);
        }
    }

    private void end(boolean open) {
        if (open) {
            out.write(BREAK);
        }
    }

    private void string(int type, byte[] bytes) {
        if (!oneIn(10)) {
            head(type, bytes.length);
            out.writeBytes(bytes);
            return;
        }
        start(type, true, 0);
        int at = 0;
        while (at < bytes.length) {
            int end = Math.min(bytes.length, at + random.nextInt(1, 10));
            head(type, end - at);
            out.writeBytes(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        end(true);
    }

    /** Times are in milliseconds here. */
    private void number(JsonNode number) {
        if (number.isFloatingPointNumber()) {
            out.write(0xfb);
            big(Double.doubleToLongBits(number.doubleValue()), 8);
        } else if (number.isBigInteger()) {
            head(TAG, BIGNUM_TAG);
            string(BYTES, number.bigIntegerValue().toByteArray());
        } else {
            long value = number.longValue();
            if (Math.abs(value) > Integer.MAX_VALUE / 2) {
                head(TAG, TIME_TAG);
            }
            head(value < 0 ? NEGATIVE : UNSIGNED, value < 0 ? -1 - value : value);
        }
    }

    private void head(int type, long argument) {
        int sizes =
                argument < 24 ? 0 : argument < 0x100 ? 1 : argument < 0x10000 ? 2 : argument < 0x1_0000_0000L ? 3 : 4;
        int size = oneIn(15) ? random.nextInt(sizes, 5) : sizes;
        if (size == 0) {
            out.write(type << 5 | (int) argument);
        } else {
            out.write(type << 5 | 23 + size);
            big(argument, 1 << size - 1);
        }
    }

    private void big(long value, int bytes) {
        for (int i = bytes - 1; i >= 0; i--) {
            out.write((int) (value >>> 8 * i));
        }
    }
}
