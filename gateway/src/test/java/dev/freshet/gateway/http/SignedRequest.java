package dev.freshet.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.freshet.gateway.TestGateway;
import dev.freshet.gateway.signature.TestSigner;
import dev.freshet.gateway.wire.WireRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Kinesis request with its signature, for {@link RawHttp2} or a plain socket. */
record SignedRequest(Map<String, String> fields, byte[] body) {
    private static final List<String> FIELDS =
            List.of("content-type", "x-amz-target", "x-amz-date", "x-amz-content-sha256", "authorization");

    static SignedRequest subscribeToShard(String shardId) {
        return of("SubscribeToShard", """
                {"ConsumerARN": "arn:aws:kinesis:us-east-1:123456789012:stream/s/consumer/c:1",
                "ShardId": "%s", "StartingPosition": {"Type": "LATEST"}}""".formatted(shardId));
    }

    static SignedRequest of(String operation, String json) {
        TestSigner signer = new TestSigner(
                TestGateway.ACCESS_KEY_ID,
                TestGateway.SECRET_ACCESS_KEY,
                Optional.empty(),
                "us-east-1",
                "kinesis",
                Instant.now());
        byte[] body = json.getBytes(US_ASCII);
        WireRequest signed = signer.sign(
                "POST",
                URI.create("http://h"),
                Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "Kinesis_20131202." + operation),
                body);
        Map<String, String> fields = new HashMap<>();
        for (String name : FIELDS) {
            fields.put(name, signed.headers().first(name).orElseThrow());
        }
        return new SignedRequest(fields, body);
    }

    void send(RawHttp2 client, int stream) throws IOException {
        client.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.request(fields));
        client.frame(RawHttp2.DATA, RawHttp2.END_STREAM, stream, body);
        client.flush();
    }

    /** Over HTTP/1.1, with more fields, each on a line of its own. */
    void send(Socket client, String moreFields) throws IOException {
        StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\nHost: h\r\n" + moreFields);
        fields.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        client.getOutputStream().write(head.toString().getBytes(US_ASCII));
        client.getOutputStream().write(body);
    }
}
