package dev.freshet.gateway.protocol;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Http;
import dev.freshet.gateway.NoOutput;
import dev.freshet.gateway.Service;
import dev.freshet.gateway.WireProtocol.RestJson;
import dev.freshet.gateway.schema.Member;
import dev.freshet.gateway.schema.Naming;
import dev.freshet.gateway.schema.Schemas;
import dev.freshet.gateway.schema.Shape;
import dev.freshet.gateway.schema.Shape.Scalar;
import dev.freshet.gateway.wire.WireAnswer;
import dev.freshet.gateway.wire.WireRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * REST with JSON: method and path name the operation ({@link Http.Route}); members come from the path's labels, the
 * query and a JSON body. The error's name is in the header {@code x-amzn-ErrorType}.
 */
final class RestJsonCodec implements Codec {
    private static final String CONTENT_TYPE = "application/json";
    /** This member of errors travels as the header {@code Retry-After}. */
    private static final String RETRY_AFTER = "retryAfterSeconds";

    private final Service service;
    private final RestJson protocol;
    private final Schemas schemas = new Schemas(Naming.LOWER_CAMEL);
    private final TokenWriter writer = new TokenWriter(Notation.JSON, schemas);
    private final List<RoutedOperation> operations;

    private record RoutedOperation(RoutePattern route, Operation operation) {}

    RestJsonCodec(Service service, RestJson protocol) {
        this.service = service;
        this.protocol = protocol;
        this.operations = service.actions().stream()
                .map(this::routed)
                .sorted(Comparator.comparingLong(routed -> routed.route().labelCount()))
                .toList();
    }

    private RoutedOperation routed(Action<?, ?> action) {
        Http.Route route = action.getClass().getAnnotation(Http.Route.class);
        if (route == null) {
            throw new IllegalArgumentException("A REST action needs @Http.Route: " + action.getClass());
        }
        Operation operation = new Operation(action, schemas.ofRequest(action.requestType()));
        return new RoutedOperation(RoutePattern.of(route), operation);
    }

    @Override
    public List<Operation> operations() {
        return operations.stream().map(RoutedOperation::operation).toList();
    }

    @Override
    public boolean recognises(WireRequest request) {
        return find(request).isPresent();
    }

    @Override
    public WireCall open(WireRequest request) {
        return find(request)
                .orElseThrow(() -> CommonError.UNKNOWN_OPERATION.in(
                        protocol, "There is no operation " + request.method() + " " + request.rawPath()));
    }

    private Optional<RestCall> find(WireRequest request) {
        for (RoutedOperation candidate : operations) {
            Optional<Map<String, String>> labels = candidate.route().match(request);
            if (labels.isPresent()) {
                return Optional.of(new RestCall(candidate.operation(), labels.get(), request));
            }
        }
        return Optional.empty();
    }

    @Override
    public WireAnswer refuse(WireRequest request, ApiException error, UUID requestId) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("message", error.text());
        members.putAll(error.fields());
        Object retryAfter = members.remove(RETRY_AFTER);
        WireAnswer answer = WireAnswer.of(error.status(), CONTENT_TYPE, writer.write(members))
                .with("x-amzn-ErrorType", error.code());
        return retryAfter == null ? answer : answer.with("Retry-After", retryAfter.toString());
    }

    private final class RestCall implements WireCall {
        private final Operation operation;
        private final Map<String, String> labels;
        private final WireRequest request;

        RestCall(Operation operation, Map<String, String> labels, WireRequest request) {
            this.operation = operation;
            this.labels = labels;
            this.request = request;
        }

        @Override
        public Operation operation() {
            return operation;
        }

        @Override
        public Record decode() {
            try {
                @Nullable Object[] values = bodyMembers();
                FormParameters query = FormParameters.parse(request.rawQuery());
                for (Member member : operation.request().members()) {
                    Http.Query inQuery = member.component().getAnnotation(Http.Query.class);
                    if (inQuery != null) {
                        values[member.index()] = fromQuery(member, query, inQuery.value());
                    } else if (isLabel(member)) {
                        String raw = labels.getOrDefault(member.wireName(), "");
                        values[member.index()] = ScalarText.parse((Scalar) member.shape(), RoutePattern.decoded(raw));
                    }
                }
                return operation.request().newRecord(values);
            } catch (UnreadableException e) {
                throw e.worded(service);
            }
        }

        /** GET and DELETE have no body; an operation without members in it takes whatever comes. */
        private @Nullable Object[] bodyMembers() {
            boolean bodyCounts = operation.request().members().stream().anyMatch(RestJsonCodec::isInBody);
            if (request.body().length == 0 || !bodyCounts) {
                return new @Nullable Object[operation.request().members().size()];
            }
            return new TokenReader(Notation.JSON, request.body()).readMembers(operation.request());
        }

        @Override
        public WireAnswer answer(Object output, UUID requestId) {
            byte[] bytes = switch (output) {
                case NoOutput _ -> new byte[0];
                case Record record -> writer.write(record);
                default ->
                    throw new IllegalStateException("An action answers a record or NoOutput, not "
                            + output.getClass().getName());
            };
            return WireAnswer.of(200, CONTENT_TYPE, bytes);
        }
    }

    private static boolean isLabel(Member member) {
        return member.component().isAnnotationPresent(Http.Label.class);
    }

    private static boolean isInBody(Member member) {
        return !isLabel(member) && !member.component().isAnnotationPresent(Http.Query.class);
    }

    private static @Nullable Object fromQuery(Member member, FormParameters query, String name) {
        return switch (member.shape()) {
            case Scalar scalar ->
                query.one(name).map(text -> ScalarText.parse(scalar, text)).orElse(null);
            case Shape.ListOf(Shape element)
            when element instanceof Scalar scalar -> {
                List<Object> values = new ArrayList<>();
                query.all(name).forEach(text -> values.add(ScalarText.parse(scalar, text)));
                yield values.isEmpty() ? null : List.copyOf(values);
            }
            default -> throw new IllegalStateException("A query cannot hold " + member);
        };
    }
}
