package dev.freshet.capture.value;

/**
 * Reads dates and times in PostgreSQL's ISO style: {@code 2026-01-31 23:59:59.123456+00 BC}, years of four digits or
 * more, fractions of one to six digits. Reused, so that a value costs no memory.
 */
final class DateTimeReader {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    /** PostgreSQL's infinite dates: the limits of 32 bits as days from 2000-01-01, here from 1970-01-01. */
    private static final long DATE_INFINITY = Integer.MAX_VALUE + 10_957L;

    private static final long DATE_MINUS_INFINITY = Integer.MIN_VALUE + 10_957L;

    /** As documented; also pgjdbc's {@code PGStatement.DATE_POSITIVE_INFINITY} in microseconds. */
    private static final long TIMESTAMP_INFINITY = 9_223_372_036_825_200_000L;

    private static final long TIMESTAMP_MINUS_INFINITY = -9_223_372_036_832_400_000L;

    /** 4714-11-24 BC, Julian day 0: PostgreSQL's first day. */
    private static final long FIRST_DAY = -2_440_588;

    /** 5874897-12-31 and 294276-12-31, the last days of its dates and of its timestamps. */
    private static final long LAST_DAY_OF_DATES = 2_145_042_905;

    private static final long LAST_DAY_OF_TIMESTAMPS = 106_762_939;

    private byte[] bytes = {};
    private int from;
    private int end;
    private int at;
    private boolean isAfter1970;

    /** Begins to read this text. */
    DateTimeReader over(byte[] newBytes, int newFrom, int length) {
        bytes = newBytes;
        from = newFrom;
        end = newFrom + length;
        at = newFrom;
        return this;
    }

    /** Days since 1970-01-01. */
    long dateDays() {
        if (isWord("infinity")) {
            return DATE_INFINITY;
        }
        if (isWord("-infinity")) {
            return DATE_MINUS_INFINITY;
        }
        long days = date("date", LAST_DAY_OF_DATES);
        expectEnd("date");
        return days;
    }

    /**
     * Microseconds since 1970-01-01 00:00 UTC; from 294247 on, which {@link #passed64Bits} tells, as an unsigned number:
     * PostgreSQL counts from 2000, and its last thirty years do not fit.
     */
    long timestampMicros() {
        isAfter1970 = false;
        if (isWord("infinity")) {
            return TIMESTAMP_INFINITY;
        }
        if (isWord("-infinity")) {
            return TIMESTAMP_MINUS_INFINITY;
        }
        long days = date("timestamp", LAST_DAY_OF_TIMESTAMPS);
        isAfter1970 = days > 0;
        expect(' ', "timestamp");
        long time = clock("timestamp");
        if (at < end) {
            expectUtc();
        }
        expectEnd("timestamp");
        return days * MICROS_PER_DAY + time;
    }

    boolean passed64Bits(long timestampMicros) {
        return isAfter1970 && timestampMicros < 0;
    }

    /** Microseconds since midnight. */
    long timeMicros() {
        long time = clock("time");
        expectEnd("time");
        return time;
    }

    /** Microseconds since midnight UTC, from 0 to one below a day. */
    long timeMicrosUtc() {
        long time = clock("time with time zone");
        long offset = zone();
        expectEnd("time with time zone");
        return Math.floorMod(time - offset, MICROS_PER_DAY);
    }

    /** Reads a date, and the era that may stand at the very end of the text. */
    private long date(String type, long lastDay) {
        long year = digits(4, 7, type);
        expect('-', type);
        int month = (int) digits(2, 2, type);
        expect('-', type);
        int day = (int) digits(2, 2, type);
        if (endsWithEra()) {
            end -= 3;
            year = 1 - year;
        }
        if (month < 1 || month > 12 || day < 1 || day > daysIn(month, year)) {
            throw invalid(type);
        }
        long days = daysFromCivil(year, month, day);
        if (days < FIRST_DAY || days > lastDay) {
            throw invalid(type);
        }
        return days;
    }

    private static int daysIn(int month, long year) {
        return switch (month) {
            case 4, 6, 9, 11 -> 30;
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            default -> 31;
        };
    }

    private boolean endsWithEra() {
        return end - at >= 3 && bytes[end - 3] == ' ' && bytes[end - 2] == 'B' && bytes[end - 1] == 'C';
    }

    /** Days since 1970-01-01 in the Gregorian calendar, counted from 1 March so that the leap day is a year's last. */
    private static long daysFromCivil(long year, int month, int day) {
        long shiftedYear = month > 2 ? year : year - 1;
        long era = Math.floorDiv(shiftedYear, 400L);
        long yearOfEra = shiftedYear - era * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }

    private long clock(String type) {
        long hours = digits(2, 2, type);
        expect(':', type);
        long minutes = digits(2, 2, type);
        expect(':', type);
        long seconds = digits(2, 2, type);
        if (hours > 24 || minutes > 59 || seconds > 59) {
            throw invalid(type);
        }
        long micros = ((hours * 60 + minutes) * 60 + seconds) * MICROS_PER_SECOND + fraction(type);
        if (micros > MICROS_PER_DAY) {
            throw invalid(type);
        }
        return micros;
    }

    private long fraction(String type) {
        if (at == end || bytes[at] != '.') {
            return 0;
        }
        at++;
        int start = at;
        long micros = digits(1, 6, type);
        for (int count = at - start; count < 6; count++) {
            micros *= 10;
        }
        return micros;
    }

    /** East of UTC, in microseconds: {@code +05}, {@code -03:30}, {@code +00:19:32}. */
    private long zone() {
        String type = "time with time zone";
        if (at == end || bytes[at] != '+' && bytes[at] != '-') {
            throw invalid(type);
        }
        boolean west = bytes[at++] == '-';
        long seconds = digits(2, 2, type) * 3600;
        for (long unit = 60; unit >= 1 && at < end; unit /= 60) {
            expect(':', type);
            seconds += digits(2, 2, type) * unit;
        }
        return (west ? -seconds : seconds) * MICROS_PER_SECOND;
    }

    private void expectUtc() {
        expect('+', "timestamp");
        if (digits(2, 2, "timestamp") != 0) {
            throw invalid("timestamp in UTC");
        }
    }

    private long digits(int least, int most, String type) {
        long value = 0;
        int count = 0;
        while (count < most && at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            value = value * 10 + (bytes[at++] - '0');
            count++;
        }
        if (count < least) {
            throw invalid(type);
        }
        return value;
    }

    private void expect(char wanted, String type) {
        if (at == end || bytes[at] != wanted) {
            throw invalid(type);
        }
        at++;
    }

    private void expectEnd(String type) {
        if (at != end) {
            throw invalid(type);
        }
    }

    private boolean isWord(String word) {
        return NumberText.matches(word, bytes, from, end - from);
    }

    private InvalidValueException invalid(String type) {
        return new InvalidValueException(type, bytes, from, end - from);
    }
}
