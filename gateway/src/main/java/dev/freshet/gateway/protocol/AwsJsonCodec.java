package dev.freshet.gateway.protocol;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.EventStream;
import dev.freshet.gateway.NoOutput;
import dev.freshet.gateway.Service;
import dev.freshet.gateway.WireProtocol.AwsJson;
import dev.freshet.gateway.schema.Naming;
import dev.freshet.gateway.schema.Schemas;
import dev.freshet.gateway.wire.WireAnswer;
import dev.freshet.gateway.wire.WireRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * AWS JSON 1.1: every request is a POST, {@code X-Amz-Target} names the operation, the body is JSON or (the AWS SDK
 * for Java to Kinesis) CBOR; the answer comes in the notation of the request. The path means nothing.
 */
final class AwsJsonCodec implements Codec {
    private static final String JSON_TYPE = "application/x-amz-json-1.1";
    private static final String CBOR_TYPE = "application/x-amz-cbor-1.1";

    private final Service service;
    private final AwsJson protocol;
    private final Schemas schemas = new Schemas(Naming.UPPER_CAMEL);
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    AwsJsonCodec(Service service, AwsJson protocol) {
        this.service = service;
        this.protocol = protocol;
        for (Action<?, ?> action : service.actions()) {
            operations.put(action.name(), new Operation(action, schemas.ofRequest(action.requestType())));
        }
    }

    @Override
    public List<Operation> operations() {
        return List.copyOf(operations.values());
    }

    @Override
    public boolean recognises(WireRequest request) {
        return target(request).startsWith(protocol.targetPrefix() + ".");
    }

    @Override
    public WireCall open(WireRequest request) {
        if (!request.method().equals("POST")) {
            throw new ApiException(
                    "AccessDeniedException", 403, "Unable to determine service/operation name to be authorized");
        }
        Notation notation = notation(request)
                .orElseThrow(() -> CommonError.UNKNOWN_OPERATION.in(
                        protocol, "The content type must be " + JSON_TYPE + " or " + CBOR_TYPE));
        String target = target(request);
        Operation operation = recognises(request)
                ? operations.get(target.substring(protocol.targetPrefix().length() + 1))
                : null;
        if (operation == null) {
            throw CommonError.UNKNOWN_OPERATION.in(protocol, "There is no operation '" + target + "'");
        }
        return new JsonCall(operation, notation, request.body());
    }

    @Override
    public WireAnswer refuse(WireRequest request, ApiException error, UUID requestId) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("__type", error.code());
        members.put("message", error.text());
        members.putAll(error.fields());
        Notation notation = notation(request).orElse(Notation.JSON);
        return WireAnswer.of(error.status(), contentType(notation), new TokenWriter(notation, schemas).write(members));
    }

    private static String target(WireRequest request) {
        return request.headers().first("x-amz-target").orElse("");
    }

    private static Optional<Notation> notation(WireRequest request) {
        String type = request.headers().first("content-type").orElse("");
        int parameters = type.indexOf(';');
        String bare = (parameters < 0 ? type : type.substring(0, parameters)).trim();
        return switch (bare.toLowerCase(Locale.ROOT)) {
            case JSON_TYPE, "application/x-amz-json-1.0", "application/json" -> Optional.of(Notation.JSON);
            case CBOR_TYPE -> Optional.of(Notation.CBOR);
            default -> Optional.empty();
        };
    }

    private static String contentType(Notation notation) {
        return switch (notation) {
            case JSON -> JSON_TYPE;
            case CBOR -> CBOR_TYPE;
        };
    }

    private final class JsonCall implements WireCall {
        private final Operation operation;
        private final Notation notation;
        private final byte[] body;

        JsonCall(Operation operation, Notation notation, byte[] body) {
            this.operation = operation;
            this.notation = notation;
            this.body = body;
        }

        @Override
        public Operation operation() {
            return operation;
        }

        @Override
        public Record decode() {
            try {
                return new TokenReader(notation, body).read(operation.request());
            } catch (UnreadableException e) {
                throw e.worded(service);
            }
        }

        @Override
        public WireAnswer answer(Object output, UUID requestId) {
            TokenWriter writer = new TokenWriter(notation, schemas);
            return switch (output) {
                case NoOutput _ -> WireAnswer.of(200, contentType(notation), new byte[0]);
                case Record record -> WireAnswer.of(200, contentType(notation), writer.write(record));
                case EventStream stream ->
                    new WireAnswer(
                            200,
                            Map.of("Content-Type", EventStreamMessage.CONTENT_TYPE),
                            new WireAnswer.Body.Streamed(
                                    new EventStreamWriter(requestId, stream, writer, contentType(notation))));
                default ->
                    throw new IllegalStateException("An action answers a record, an event stream or NoOutput, not "
                            + output.getClass().getName());
            };
        }
    }
}
