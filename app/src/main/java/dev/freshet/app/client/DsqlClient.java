package dev.freshet.app.client;

import dev.freshet.app.client.SignedHttp.Request;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Aurora DSQL's CDC streams, in AWS restJson1. Every method throws {@link AwsException} for AWS's refusals. */
public final class DsqlClient {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final byte[] NO_BODY = {};

    private final SignedHttp http;
    private final String region;

    public DsqlClient(SignedHttp http, String region) {
        this.http = http;
        this.region = region;
    }

    /** @return the new CDC stream's id */
    public String createCdcStream(String clusterId, String dataStreamArn, String roleArn) throws InterruptedException {
        ObjectNode input =
                MAPPER.createObjectNode().put("ordering", "UNORDERED").put("format", "JSON");
        input.putObject("targetDefinition")
                .putObject("kinesis")
                .put("streamArn", dataStreamArn)
                .put("roleArn", roleArn);
        JsonNode created =
                call("CreateStream", SdkHttpMethod.POST, "/stream/" + clusterId, MAPPER.writeValueAsBytes(input));
        return created.path("streamIdentifier").asString();
    }

    public CdcStreamDetails cdcStream(String clusterId, String id) throws InterruptedException {
        JsonNode found = call("GetStream", SdkHttpMethod.GET, "/stream/" + clusterId + "/" + id, NO_BODY);
        JsonNode error = found.path("statusReason").path("error");
        return new CdcStreamDetails(
                id,
                found.path("status").asString(),
                error.isString() ? Optional.of(error.asString()) : Optional.empty(),
                found.path("targetDefinition").path("kinesis").path("streamArn").asString(""));
    }

    public List<String> cdcStreamIds(String clusterId) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        call("ListStreams", SdkHttpMethod.GET, "/stream/" + clusterId, NO_BODY)
                .path("streams")
                .forEach(cdcStream -> ids.add(cdcStream.path("streamIdentifier").asString()));
        return ids;
    }

    public void deleteCdcStream(String clusterId, String id) throws InterruptedException {
        call("DeleteStream", SdkHttpMethod.DELETE, "/stream/" + clusterId + "/" + id, NO_BODY);
    }

    private JsonNode call(String operation, SdkHttpMethod method, String path, byte[] body)
            throws InterruptedException {
        Map<String, String> headers = body.length == 0 ? Map.of() : Map.of("Content-Type", "application/json");
        HttpResponse<byte[]> response = http.send(new Request("dsql", region, method, path, headers, body));
        return Answers.json(operation, response);
    }
}
