package dev.freshet.gateway.protocol;

import dev.freshet.gateway.Http.Route;
import dev.freshet.gateway.wire.PercentEncoding;
import dev.freshet.gateway.wire.WireRequest;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Method and path of a REST operation. The raw path is matched and only then decoded, so that a label can hold an
 * encoded slash, as the ARN in {@code /tags/{resourceArn}} does.
 */
record RoutePattern(String method, List<String> segments) {
    static RoutePattern of(Route route) {
        return new RoutePattern(route.method(), List.of(route.path().split("/", -1)));
    }

    /** The labels by name, still encoded; empty when this is not the request's operation. */
    Optional<Map<String, String>> match(WireRequest request) {
        String[] parts = request.rawPath().split("/", -1);
        if (!request.method().equals(method) || parts.length != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < parts.length; i++) {
            String label = label(segments.get(i));
            boolean fits = label == null ? segments.get(i).equals(parts[i]) : !parts[i].isEmpty();
            if (!fits) {
                return Optional.empty();
            }
            if (label != null) {
                labels.put(label, parts[i]);
            }
        }
        return Optional.of(labels);
    }

    /** Of two that match, the one with fewer labels is meant. */
    long labelCount() {
        return segments.stream().filter(segment -> label(segment) != null).count();
    }

    private static @Nullable String label(String segment) {
        return segment.startsWith("{") && segment.endsWith("}") ? segment.substring(1, segment.length() - 1) : null;
    }

    static String decoded(String rawLabel) {
        try {
            return PercentEncoding.decodePath(rawLabel);
        } catch (CharacterCodingException e) {
            throw new UnreadableException("The path is not UTF-8");
        }
    }
}
