package dev.freshet.dsql.actions;

import dev.freshet.dsql.DsqlErrors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lists in pages. The token names the last item shown, by a key that sorts as the list does, so that items which come
 * and go between two pages shift nothing.
 */
final class Pages {
    private Pages() {}

    /** A key that sorts by age, and by identifier among those of one millisecond: as the store lists. */
    static String byAge(Instant createdAt, String id) {
        return "%015d/%s".formatted(createdAt.toEpochMilli(), id);
    }

    static <T> Page<T> page(List<T> sorted, Function<T, String> key, int size, @Nullable String token) {
        Optional<String> after = Optional.ofNullable(token).map(Pages::decode);
        List<T> rest = sorted.stream()
                .filter(item -> after.isEmpty() || key.apply(item).compareTo(after.get()) > 0)
                .toList();
        if (rest.size() <= size) {
            return new Page<>(rest, null);
        }
        List<T> shown = rest.subList(0, size);
        return new Page<>(shown, encode(key.apply(shown.getLast())));
    }

    private static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw DsqlErrors.invalidField("nextToken", "The nextToken is not one that this operation gave.");
        }
    }

    record Page<T>(List<T> items, @Nullable String nextToken) {}
}
