package dev.freshet.gateway.signature;

import dev.freshet.gateway.wire.HeaderFields;
import dev.freshet.gateway.wire.WireRequest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Signs with the AWS SDK's own signer: someone else's truth for the verifier. */
public record TestSigner(
        String accessKeyId, String secret, Optional<String> sessionToken, String region, String service, Instant time) {

    public TestSigner at(Instant other) {
        return new TestSigner(accessKeyId, secret, sessionToken, region, service, other);
    }

    public TestSigner withSecret(String other) {
        return new TestSigner(accessKeyId, other, sessionToken, region, service, time);
    }

    public TestSigner withToken(Optional<String> other) {
        return new TestSigner(accessKeyId, secret, other, region, service, time);
    }

    public TestSigner forScope(String otherRegion, String otherService) {
        return new TestSigner(accessKeyId, secret, sessionToken, otherRegion, otherService, time);
    }

    public TestSigner withKey(String otherId) {
        return new TestSigner(otherId, secret, sessionToken, region, service, time);
    }

    /** The request with an Authorization header. */
    public WireRequest sign(String method, URI uri, Map<String, String> headers, byte[] body) {
        return wire(signed(method, uri, headers, body, Optional.empty()), body);
    }

    /** The request with the signature in its query, as a GET with no body. */
    public WireRequest presign(URI uri, Duration validity) {
        return wire(signed("GET", uri, Map.of(), new byte[0], Optional.of(validity)), new byte[0]);
    }

    private SdkHttpRequest signed(
            String method, URI uri, Map<String, String> headers, byte[] body, Optional<Duration> presigned) {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
        headers.forEach(request::putHeader);
        SignRequest.Builder<AwsCredentialsIdentity> sign = SignRequest.builder(identity())
                .request(request.build())
                .payload(ContentStreamProvider.fromInputStreamSupplier(() -> new ByteArrayInputStream(body)))
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC));
        presigned.ifPresent(validity -> sign.putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, validity)
                .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING));
        SignedRequest signed = AwsV4HttpSigner.create().sign(sign.build());
        return signed.request();
    }

    private AwsCredentialsIdentity identity() {
        return sessionToken.isPresent()
                ? AwsSessionCredentialsIdentity.create(accessKeyId, secret, sessionToken.get())
                : AwsCredentialsIdentity.create(accessKeyId, secret);
    }

    private static WireRequest wire(SdkHttpRequest request, byte[] body) {
        HeaderFields.Builder fields = new HeaderFields.Builder();
        for (Map.Entry<String, List<String>> header : request.headers().entrySet()) {
            header.getValue().forEach(value -> fields.add(header.getKey(), value));
        }
        URI uri = request.getUri();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return new WireRequest(request.method().name(), path, query, fields.build(), body);
    }
}
