package dev.freshet.dsql;

import dev.freshet.dsql.store.DsqlState;
import dev.freshet.dsql.store.DsqlState.RememberedCall;
import dev.freshet.dsql.store.DsqlStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a call with a client token happen once: its repetition within a day has the same answer and no effect; the same
 * token with other parameters is a conflict.
 */
public final class ClientTokens {
    private static final Duration MEMORY = Duration.ofHours(24);

    private final DsqlStore store;
    private final InstantSource clock;
    private final ObjectMapper json = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    public ClientTokens(DsqlStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The answer to this very call, when it was made before. */
    public <A> Optional<A> earlier(OnceOnly<A> call) {
        return store.read(state -> earlier(state, call));
    }

    /** Does the work, in one transaction with the memory of it, unless it was done before. */
    public <A> A once(OnceOnly<A> call, Function<DsqlState, A> work) {
        return store.change(state -> earlier(state, call).orElseGet(() -> {
            A answer = work.apply(state);
            remember(state, call, answer);
            return answer;
        }));
    }

    private <A> Optional<A> earlier(DsqlState state, OnceOnly<A> call) {
        if (call.clientToken() == null) {
            return Optional.empty();
        }
        Instant oldest = clock.instant().minus(MEMORY);
        return state.remembered(call.operation(), call.clientToken())
                .filter(known -> known.time().isAfter(oldest))
                .map(known -> answerOf(known, call));
    }

    private <A> A answerOf(RememberedCall known, OnceOnly<A> call) {
        if (!known.request().equals(digest(call.request()))) {
            throw DsqlErrors.tokenConflict();
        }
        return json.readValue(known.answer(), call.answerType());
    }

    private <A> void remember(DsqlState state, OnceOnly<A> call, A answer) {
        if (call.clientToken() != null) {
            Instant now = clock.instant();
            RememberedCall made = new RememberedCall(
                    call.operation(), call.clientToken(), digest(call.request()), json.writeValueAsString(answer), now);
            state.remember(made, now.minus(MEMORY));
        }
    }

    private String digest(Record request) {
        ObjectNode members = json.valueToTree(request);
        members.remove("clientToken");
        byte[] text = json.writeValueAsString(members).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(sha256().digest(text));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** A call as its repetition is recognised; without a token every call is a new one. */
    public record OnceOnly<A>(String operation, @Nullable String clientToken, Record request, Class<A> answerType) {}
}
