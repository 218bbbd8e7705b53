package dev.freshet.kinesis.model;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What may happen to bytes: flipped, changed, cut off, left out, put in, doubled, taken over by others. */
record Damage(RandomGenerator random) {
    byte[] to(byte[] body) {
        byte[] damaged = body;
        for (int i = random.nextInt(1, 6); i > 0 && damaged.length > 0; i--) {
            damaged = once(damaged);
        }
        return damaged;
    }

    /** Nothing but chance, at times with a beginning that a parser likes. */
    byte[] chance(byte... beginning) {
        byte[] bytes = new byte[random.nextInt(random.nextInt(1, 400))];
        random.nextBytes(bytes);
        if (bytes.length > 0 && random.nextBoolean()) {
            bytes[0] = beginning[random.nextInt(beginning.length)];
        }
        return bytes;
    }

    private byte[] once(byte[] body) {
        int at = random.nextInt(body.length);
        int count = random.nextInt(1, Math.min(16, body.length - at) + 1);
        byte[] copy = body.clone();
        return switch (random.nextInt(7)) {
            case 0 -> {
                copy[at] ^= (byte) (1 << random.nextInt(8));
                yield copy;
            }
            case 1 -> {
                copy[at] = (byte) random.nextInt();
                yield copy;
            }
            case 2 -> Arrays.copyOf(body, at);
            case 3 -> joined(Arrays.copyOf(body, at), Arrays.copyOfRange(body, at + count, body.length));
            case 4 -> joined(Arrays.copyOf(body, at), chance((byte) 0), Arrays.copyOfRange(body, at, body.length));
            case 5 -> joined(Arrays.copyOf(body, at + count), Arrays.copyOfRange(body, at, body.length));
            default -> joined(body, random.nextBoolean() ? body : chance((byte) 0));
        };
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
