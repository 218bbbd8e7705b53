package dev.freshet.bench.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The middle of an odd number of measurements, which one disturbed one does not move. */
public final class Median {
    private Median() {}

    public static <T> double of(List<T> measurements, ToDoubleFunction<T> figure) {
        double[] sorted = measurements.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
