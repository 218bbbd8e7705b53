package dev.freshet.bench.capture;

import dev.freshet.bench.report.Median;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What one workload came to.
 *
 * @param readings by the way's name, in the order of the ways
 * @param further figures of this workload alone, as members of its JSON
 */
record Outcome(Workload workload, long rows, Map<String, List<Reading>> readings, Map<String, Object> further) {
    Map<String, Object> asJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("workload", workload.title());
        json.put("rows", rows);
        json.put("rows_per_second", medians(Reading::rowsPerSecond, 0));
        json.put("cpu_micros_per_row", medians(Reading::cpuMicrosPerRow, 2));
        json.put("allocated_bytes_per_row", medians(Reading::bytesPerRow, 0));
        json.putAll(further);
        return json;
    }

    private Map<String, Object> medians(ToDoubleFunction<Reading> figure, int decimals) {
        double unit = Math.pow(10, decimals);
        Map<String, Object> medians = new LinkedHashMap<>();
        readings.forEach((way, all) -> medians.put(way, Math.round(Median.of(all, figure) * unit) / unit));
        return medians;
    }

    /** One line a way: speed, share of the raw read, cost of a row in this process. */
    List<String> lines() {
        double raw = Median.of(readings.getOrDefault("raw", List.of()), Reading::rowsPerSecond);
        return readings.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue(), raw))
                .toList();
    }

    private static String line(String way, List<Reading> all, double raw) {
        double speed = Median.of(all, Reading::rowsPerSecond);
        double slowest = all.stream().mapToDouble(Reading::rowsPerSecond).min().orElseThrow();
        double fastest = all.stream().mapToDouble(Reading::rowsPerSecond).max().orElseThrow();
        String line = String.format(
                Locale.ROOT,
                "  %-15s %,10.0f rows/s  %5.2f of raw  (%,.0f to %,.0f)",
                way,
                speed,
                speed / raw,
                slowest,
                fastest);
        return way.equals("pg_recvlogical")
                ? line
                : line
                        + String.format(
                                Locale.ROOT,
                                "  %5.2f us CPU  %,6.0f B allocated a row",
                                Median.of(all, Reading::cpuMicrosPerRow),
                                Median.of(all, Reading::bytesPerRow));
    }
}
