package dev.freshet.app.client;

import dev.freshet.app.attach.AttachDatabase;
import dev.freshet.app.attach.AttachService;
import dev.freshet.app.attach.DetachDatabase;
import dev.freshet.app.client.SignedHttp.Request;
import dev.freshet.app.skip.SkipTransaction;
import java.net.http.HttpResponse;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Freshet's own operations, in AWS JSON. Every method throws {@link AwsException} for refusals. */
public final class FreshetClient {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .build();

    private final SignedHttp http;
    private final String region;

    public FreshetClient(SignedHttp http, String region) {
        this.http = http;
        this.region = region;
    }

    public AttachDatabase.Answer attach(AttachDatabase.Request request) throws InterruptedException {
        return MAPPER.treeToValue(call("AttachDatabase", request), AttachDatabase.Answer.class);
    }

    public DetachDatabase.Answer detach(DetachDatabase.Request request) throws InterruptedException {
        return MAPPER.treeToValue(call("DetachDatabase", request), DetachDatabase.Answer.class);
    }

    public SkipTransaction.Answer skip(SkipTransaction.Request request) throws InterruptedException {
        return MAPPER.treeToValue(call("SkipTransaction", request), SkipTransaction.Answer.class);
    }

    private JsonNode call(String operation, Record request) throws InterruptedException {
        HttpResponse<byte[]> response = http.send(
                new Request(
                        AttachService.SIGNING_NAME,
                        region,
                        SdkHttpMethod.POST,
                        "/",
                        Map.of(
                                "Content-Type",
                                "application/x-amz-json-1.1",
                                "X-Amz-Target",
                                AttachService.TARGET_PREFIX + "." + operation),
                        MAPPER.writeValueAsBytes(request)),
                SignedHttp.LONG_PATIENCE);
        return Answers.json(operation, response);
    }
}
