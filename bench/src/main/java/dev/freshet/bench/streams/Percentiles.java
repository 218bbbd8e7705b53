package dev.freshet.bench.streams;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Of delays, in milliseconds. */
record Percentiles(double p50, double p90, double p99, double max) {
    static Percentiles of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Percentiles(at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99), at(sorted, 1));
    }

    private static double at(long[] sorted, double part) {
        int index = (int) Math.min(sorted.length - 1L, Math.round(part * sorted.length));
        return Math.round(sorted[index] / 1e4) / 1e2;
    }

    Map<String, Object> asJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("p50", p50);
        json.put("p90", p90);
        json.put("p99", p99);
        json.put("max", max);
        return json;
    }

    String text() {
        return String.format(Locale.ROOT, "p50 %.2f ms, p90 %.2f, p99 %.2f, most %.2f", p50, p90, p99, max);
    }
}
