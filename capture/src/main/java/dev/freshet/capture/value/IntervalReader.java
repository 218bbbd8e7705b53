package dev.freshet.capture.value;

/**
 * Reads intervals in ISO 8601 style, {@code P1Y-2M3DT-4H5M6.789S}: each part has a sign of its own. Reused, so that a
 * value costs no memory.
 */
final class IntervalReader {
    /** A month is 30.4375 days, as documented. */
    private static final long SECONDS_PER_MONTH = 2_629_800;

    private static final long SECONDS_PER_DAY = 86_400;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private byte[] bytes = {};
    private int from;
    private int end;
    private int at;

    private long months;
    private long days;
    private long clockMicros;
    private long micros;

    /** Reads this text; answers whether {@link #micros} can say it in 64 bits. */
    boolean read(byte[] newBytes, int newFrom, int length) {
        bytes = newBytes;
        from = newFrom;
        end = newFrom + length;
        at = newFrom;
        if (NumberText.matches("infinity", bytes, from, length)
                || NumberText.matches("-infinity", bytes, from, length)) {
            return false;
        }
        months = 0;
        days = 0;
        clockMicros = 0;
        try {
            readParts();
        } catch (ArithmeticException e) {
            throw invalid();
        }
        return sum();
    }

    long micros() {
        return micros;
    }

    private void readParts() {
        expect('P');
        if (at == end) {
            throw invalid();
        }
        while (at < end && bytes[at] != 'T') {
            readDatePart();
        }
        Math.toIntExact(months); // what PostgreSQL keeps them in, as it does the days
        Math.toIntExact(days);
        if (at < end) {
            at++;
            do {
                readTimePart();
            } while (at < end);
        }
    }

    private void readDatePart() {
        long count = number();
        switch (unit()) {
            case 'Y' -> months += count * 12;
            case 'M' -> months += count;
            case 'D' -> days += count;
            default -> throw invalid();
        }
    }

    private void readTimePart() {
        boolean negative = at < end && bytes[at] == '-';
        long count = number();
        long fraction = fraction();
        switch (unit()) {
            case 'H' -> addToClock(count, 3600 * MICROS_PER_SECOND);
            case 'M' -> addToClock(count, 60 * MICROS_PER_SECOND);
            case 'S' -> {
                addToClock(count, MICROS_PER_SECOND);
                addToClock(negative ? -fraction : fraction, 1);
            }
            default -> throw invalid();
        }
    }

    private void addToClock(long count, long unitMicros) {
        clockMicros = Math.addExact(clockMicros, Math.multiplyExact(count, unitMicros));
    }

    private boolean sum() {
        long seconds =
                months * SECONDS_PER_MONTH + days * SECONDS_PER_DAY + Math.floorDiv(clockMicros, MICROS_PER_SECOND);
        long rest = Math.floorMod(clockMicros, MICROS_PER_SECOND);
        if (seconds < 0) {
            // So that the product alone does not pass the limit where the sum stays within.
            seconds++;
            rest -= MICROS_PER_SECOND;
        }
        long product = seconds * MICROS_PER_SECOND;
        micros = product + rest;
        boolean productFits = Math.multiplyHigh(seconds, MICROS_PER_SECOND) == product >> 63;
        boolean sumFits = ((product ^ micros) & (rest ^ micros)) >= 0;
        return productFits && sumFits;
    }

    /** Whole digits with an optional sign; PostgreSQL's largest count has eleven. */
    private long number() {
        boolean negative = at < end && bytes[at] == '-';
        if (negative) {
            at++;
        }
        int start = at;
        long value = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && at - start < 12) {
            value = value * 10 + (bytes[at++] - '0');
        }
        if (at == start) {
            throw invalid();
        }
        return negative ? -value : value;
    }

    private long fraction() {
        if (at == end || bytes[at] != '.') {
            return 0;
        }
        at++;
        int start = at;
        long value = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && at - start < 6) {
            value = value * 10 + (bytes[at++] - '0');
        }
        if (at == start) {
            throw invalid();
        }
        for (int count = at - start; count < 6; count++) {
            value *= 10;
        }
        return value;
    }

    private byte unit() {
        if (at == end) {
            throw invalid();
        }
        return bytes[at++];
    }

    private void expect(char wanted) {
        if (at == end || bytes[at] != wanted) {
            throw invalid();
        }
        at++;
    }

    private InvalidValueException invalid() {
        return new InvalidValueException("interval", bytes, from, end - from);
    }
}
