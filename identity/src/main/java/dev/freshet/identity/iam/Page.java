package dev.freshet.identity.iam;

import dev.freshet.identity.QueryWording;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, and how to ask for the next.
 *
 * @param marker what the caller sends to go on; it holds the last item's key, so items that come and go between the
 *     calls are neither shown twice nor make others disappear
 */
record Page<T>(List<T> items, Optional<String> marker) {
    private static final int DEFAULT_ITEMS = 100;

    /**
     * Cuts a page out of a list.
     *
     * @param sorted by key, in the given order
     */
    static <T> Page<T> of(
            List<T> sorted,
            Function<T, String> key,
            Comparator<String> order,
            @Nullable String marker,
            @Nullable Integer maxItems) {
        List<T> rest = sorted;
        if (marker != null) {
            String last = decode(marker);
            rest = sorted.stream()
                    .filter(item -> order.compare(key.apply(item), last) > 0)
                    .toList();
        }
        int count = maxItems == null ? DEFAULT_ITEMS : maxItems;
        if (rest.size() <= count) {
            return new Page<>(rest, Optional.empty());
        }
        List<T> items = rest.subList(0, count);
        return new Page<>(items, Optional.of(encode(key.apply(items.getLast()))));
    }

    /** By name, which differs by more than case. */
    static <T> Page<T> byName(
            List<T> sorted, Function<T, String> name, @Nullable String marker, @Nullable Integer maxItems) {
        return of(sorted, name, String.CASE_INSENSITIVE_ORDER, marker, maxItems);
    }

    boolean isTruncated() {
        return marker.isPresent();
    }

    @Nullable
    String markerOrNull() {
        return marker.orElse(null);
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String marker) {
        try {
            return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            throw QueryWording.validation("Invalid Marker.");
        }
    }
}
