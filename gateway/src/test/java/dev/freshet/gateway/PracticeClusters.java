package dev.freshet.gateway;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Aurora DSQL's control plane by name and wire only, for the gateway's own tests. */
final class PracticeClusters {
    static final Instant CREATED = Instant.parse("2026-01-31T12:00:00.5Z");

    private final List<Record> seen = Collections.synchronizedList(new ArrayList<>());

    Service service() {
        return new Service(
                "dsql",
                new WireProtocol.RestJson(),
                PracticeClusters::worded,
                List.of(new CreateStream(), new DeleteStream(), new ListClusters(), new UntagResource()));
    }

    List<Record> seen() {
        return List.copyOf(seen);
    }

    private static ApiException worded(List<Violation> violations) {
        List<Map<String, String>> fields = violations.stream()
                .map(violation ->
                        Map.of("name", violation.path(), "message", ViolationText.requirement(violation.rule())))
                .toList();
        return new ApiException(
                "ValidationException",
                400,
                ViolationText.message(violations),
                Map.of("reason", "fieldValidationFailed", "fieldList", fields));
    }

    record KinesisTarget(
            @Required @Nullable String streamArn,
            @Required @Nullable String roleArn) {}

    record TargetDefinition(@Nullable KinesisTarget kinesis) {}

    record CreateStreamRequest(
            @Http.Label @Required @Pattern("[a-z0-9]{26}") @Nullable
            String clusterIdentifier,

            @Required @Nullable TargetDefinition targetDefinition,
            @Required @Nullable String ordering,
            @Length(max = 200) @Nullable Map<String, String> tags,
            @Nullable String clientToken) {}

    record CreateStreamAnswer(String clusterIdentifier, String streamIdentifier, String status, Instant creationTime) {}

    @Http.Route(method = "POST", path = "/stream/{clusterIdentifier}")
    final class CreateStream implements Action<CreateStreamRequest, CreateStreamAnswer> {
        @Override
        public String name() {
            return "CreateStream";
        }

        @Override
        public Class<CreateStreamRequest> requestType() {
            return CreateStreamRequest.class;
        }

        @Override
        public Optional<Permission> permission(CreateStreamRequest request, Call call) {
            return Optional.of(Permission.of("dsql:CreateStream", "arn:aws:dsql:us-east-1:123456789012:cluster/x"));
        }

        @Override
        public CreateStreamAnswer handle(CreateStreamRequest request, Call call) {
            seen.add(request);
            return new CreateStreamAnswer(
                    String.valueOf(request.clusterIdentifier()), "abcdefghijklmnopqrstuvwxyz", "CREATING", CREATED);
        }
    }

    record DeleteStreamRequest(
            @Http.Label @Required @Nullable String clusterIdentifier,
            @Http.Label @Required @Nullable String streamIdentifier,
            @Http.Query("client-token") @Nullable String clientToken) {}

    @Http.Route(method = "DELETE", path = "/stream/{clusterIdentifier}/{streamIdentifier}")
    final class DeleteStream implements Action<DeleteStreamRequest, NoOutput> {
        @Override
        public String name() {
            return "DeleteStream";
        }

        @Override
        public Class<DeleteStreamRequest> requestType() {
            return DeleteStreamRequest.class;
        }

        @Override
        public Optional<Permission> permission(DeleteStreamRequest request, Call call) {
            return Optional.empty();
        }

        @Override
        public NoOutput handle(DeleteStreamRequest request, Call call) {
            seen.add(request);
            throw new ApiException(
                    "ResourceNotFoundException",
                    404,
                    "There is no stream " + request.streamIdentifier(),
                    Map.of("resourceId", String.valueOf(request.streamIdentifier()), "resourceType", "stream"));
        }
    }

    record ListClustersRequest(
            @Http.Query("max-results") @Nullable Integer maxResults,
            @Http.Query("next-token") @Nullable String nextToken) {}

    record ListClustersAnswer(
            List<String> clusters, @Nullable String nextToken) {}

    @Http.Route(method = "GET", path = "/cluster")
    final class ListClusters implements Action<ListClustersRequest, ListClustersAnswer> {
        @Override
        public String name() {
            return "ListClusters";
        }

        @Override
        public Class<ListClustersRequest> requestType() {
            return ListClustersRequest.class;
        }

        @Override
        public Optional<Permission> permission(ListClustersRequest request, Call call) {
            return Optional.empty();
        }

        @Override
        public ListClustersAnswer handle(ListClustersRequest request, Call call) {
            seen.add(request);
            if ("broken".equals(request.nextToken())) {
                throw new IllegalStateException("Thrown on purpose by a test");
            }
            return new ListClustersAnswer(List.of(), null);
        }
    }

    record UntagResourceRequest(
            @Http.Label @Required @Nullable String resourceArn,
            @Http.Query("tagKeys") @Required @Nullable List<String> tagKeys) {}

    @Http.Route(method = "DELETE", path = "/tags/{resourceArn}")
    final class UntagResource implements Action<UntagResourceRequest, NoOutput> {
        @Override
        public String name() {
            return "UntagResource";
        }

        @Override
        public Class<UntagResourceRequest> requestType() {
            return UntagResourceRequest.class;
        }

        @Override
        public Optional<Permission> permission(UntagResourceRequest request, Call call) {
            return Optional.empty();
        }

        @Override
        public NoOutput handle(UntagResourceRequest request, Call call) {
            seen.add(request);
            return NoOutput.NO_OUTPUT;
        }
    }
}
