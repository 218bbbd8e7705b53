package dev.freshet.gateway.protocol;

import dev.freshet.gateway.Action;
import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.NoOutput;
import dev.freshet.gateway.Service;
import dev.freshet.gateway.WireProtocol.AwsQuery;
import dev.freshet.gateway.schema.Naming;
import dev.freshet.gateway.schema.Schemas;
import dev.freshet.gateway.wire.WireAnswer;
import dev.freshet.gateway.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * AWS query: the parameters {@code Action} and {@code Version} name the operation, in a form that is POSTed or in the
 * query of a GET (which is how a presigned GetCallerIdentity travels). Answers are XML.
 */
final class AwsQueryCodec implements Codec {
    private static final String CONTENT_TYPE = "text/xml";
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";

    private final Service service;
    private final AwsQuery protocol;
    private final Schemas schemas = new Schemas(Naming.UPPER_CAMEL);
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    AwsQueryCodec(Service service, AwsQuery protocol) {
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
        try {
            FormParameters form = form(request);
            return form.one("Version").filter(protocol.version()::equals).isPresent()
                    && form.one("Action").isPresent();
        } catch (UnreadableException e) {
            return false;
        }
    }

    @Override
    public WireCall open(WireRequest request) {
        try {
            FormParameters form = form(request);
            String action = form.one("Action")
                    .orElseThrow(() ->
                            new ApiException("MissingAction", 400, "The request must contain the parameter Action"));
            String version = form.one("Version").orElse("");
            Operation operation = operations.get(action);
            if (operation == null || !version.equals(protocol.version())) {
                throw CommonError.UNKNOWN_OPERATION.in(
                        protocol, "Could not find operation " + action + " for version " + version);
            }
            return new QueryCall(operation, form);
        } catch (UnreadableException e) {
            throw e.worded(service);
        }
    }

    private static FormParameters form(WireRequest request) {
        FormParameters form = FormParameters.parse(request.rawQuery());
        String type = request.headers().first("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (request.method().equals("POST") && type.startsWith(FORM_TYPE)) {
            form.addAll(FormParameters.parse(new String(request.body(), StandardCharsets.UTF_8)));
        }
        return form;
    }

    @Override
    public WireAnswer refuse(WireRequest request, ApiException error, UUID requestId) {
        XmlWriter xml = new XmlWriter()
                .openRoot("ErrorResponse", protocol.namespace())
                .open("Error")
                .text("Type", error.status() < 500 ? "Sender" : "Receiver")
                .text("Code", error.code())
                .text("Message", error.text());
        error.fields().forEach((name, value) -> xml.text(name, String.valueOf(value)));
        xml.close("Error").text("RequestId", requestId.toString()).close("ErrorResponse");
        return WireAnswer.of(error.status(), CONTENT_TYPE, xml.bytes());
    }

    private final class QueryCall implements WireCall {
        private final Operation operation;
        private final FormParameters form;

        QueryCall(Operation operation, FormParameters form) {
            this.operation = operation;
            this.form = form;
        }

        @Override
        public Operation operation() {
            return operation;
        }

        @Override
        public Record decode() {
            try {
                return new FormReader(form).read(operation.request());
            } catch (UnreadableException e) {
                throw e.worded(service);
            }
        }

        @Override
        public WireAnswer answer(Object output, UUID requestId) {
            String name = operation.action().name();
            XmlWriter xml = new XmlWriter().openRoot(name + "Response", protocol.namespace());
            switch (output) {
                case NoOutput _ -> {}
                case Record record -> {
                    xml.open(name + "Result");
                    xml.members(schemas.of(record.getClass()), record);
                    xml.close(name + "Result");
                }
                default ->
                    throw new IllegalStateException("An action answers a record or NoOutput, not "
                            + output.getClass().getName());
            }
            xml.open("ResponseMetadata").text("RequestId", requestId.toString()).close("ResponseMetadata");
            return WireAnswer.of(200, CONTENT_TYPE, xml.close(name + "Response").bytes());
        }
    }
}
