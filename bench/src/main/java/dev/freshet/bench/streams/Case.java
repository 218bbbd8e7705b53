package dev.freshet.bench.streams;

import dev.freshet.bench.report.Percentiles;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What was measured of several contenders under one name. */
record Case(String name, String unit, Map<String, Object> figures) {
    static Case recordsPerSecond(String name) {
        return new Case(name, "records_per_second", new LinkedHashMap<>());
    }

    static Case of(String name, String unit) {
        return new Case(name, unit, new LinkedHashMap<>());
    }

    void add(String contender, double perSecond) {
        figures.put(contender, Math.round(perSecond));
        print(contender, String.format(Locale.ROOT, "%,.0f", perSecond));
    }

    void add(String contender, Percentiles percentiles) {
        figures.put(contender, percentiles.asJson());
        print(contender, percentiles.text());
    }

    void add(String contender, Map<String, Object> figuresOfOne, String text) {
        figures.put(contender, figuresOfOne);
        print(contender, text);
    }

    private void print(String contender, String text) {
        System.out.printf(Locale.ROOT, "%-22s %-14s %s%n", name, contender, text);
    }

    Map<String, Object> asJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("case", name);
        json.put(unit, figures);
        return json;
    }
}
