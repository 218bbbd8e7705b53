package dev.freshet.gateway.signature;

import dev.freshet.gateway.wire.PercentEncoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameters of a URL in the canonical encoding, in the order of the request. */
record QueryString(List<Parameter> parameters) {
    /** Name and value, both encoded as Signature Version 4 wants them. */
    record Parameter(String name, String value) {}

    static QueryString parse(String rawQuery) {
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : rawQuery.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.add(new Parameter(PercentEncoding.reencode(name), PercentEncoding.reencode(value)));
            }
        }
        return new QueryString(List.copyOf(parameters));
    }

    /** The first value of that name, still encoded. */
    Optional<String> encoded(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    /** Sorted by name, then by value, without the parameter named {@code leftOut}. */
    String canonicalWithout(String leftOut) {
        return parameters.stream()
                .filter(parameter -> !parameter.name().equals(leftOut))
                .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
                .map(parameter -> parameter.name() + "=" + parameter.value())
                .collect(Collectors.joining("&"));
    }
}
