package dev.freshet.bench.streams;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The records of a call: letters that no compression shortens much, under keys that spread over the shards. */
public record Batch(List<Entry> entries) {
    /** Of a change record with a dozen columns. */
    public static final int DATA_BYTES = 450;

    /** The most that PutRecords takes. */
    public static final int RECORDS = 500;

    private static final int KEY_DIGITS = 16;

    public static Batch ofFullSize(long seed) {
        return of(RECORDS, seed);
    }

    public static Batch of(int records, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Entry> entries = new ArrayList<>(records);
        for (int i = 0; i < records; i++) {
            entries.add(new Entry(letters(random, KEY_DIGITS), letters(random, DATA_BYTES)));
        }
        return new Batch(List.copyOf(entries));
    }

    private static String letters(SplittableRandom random, int length) {
        byte[] letters = new byte[length];
        for (int i = 0; i < length; i++) {
            letters[i] = (byte) ('a' + random.nextInt(26));
        }
        return new String(letters, StandardCharsets.US_ASCII);
    }

    /** One record. */
    public record Entry(String partitionKey, String text) {
        public byte[] data() {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }
}
