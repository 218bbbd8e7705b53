package dev.freshet.bench.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/** Kinesis's requests in JSON as they go over the wire, signed by the AWS SDK. */
record SignedRequests(Endpoint endpoint) {
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    /** The answer is good for a quarter of an hour, and may be sent as often as one likes. */
    byte[] request(String operation, String json) {
        byte[] body = json.getBytes(UTF_8);
        SdkHttpRequest unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint.uri())
                .encodedPath("/")
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", "Kinesis_20131202." + operation)
                .putHeader("Content-Length", Integer.toString(body.length))
                .build();
        SignedRequest signed = SIGNER.sign(request -> request.identity(endpoint.credentials())
                .request(unsigned)
                .payload(ContentStreamProvider.fromByteArray(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "kinesis")
                .putProperty(AwsV4HttpSigner.REGION_NAME, endpoint.region().id()));
        return bytes(signed.request(), body);
    }

    private static byte[] bytes(SdkHttpRequest request, byte[] body) {
        StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\n");
        for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
            head.append(header.getKey())
                    .append(": ")
                    .append(header.getValue().getFirst())
                    .append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }
}
