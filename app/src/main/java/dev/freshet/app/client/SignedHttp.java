package dev.freshet.app.client;

import dev.freshet.app.home.RootAccessKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Sends requests to one endpoint, each signed with Signature Version 4. Safe for use by many threads. */
public final class SignedHttp implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Of Freshet's own operations, which wait for somebody else's database. */
    static final Duration LONG_PATIENCE = Duration.ofSeconds(120);

    /** Headers that HttpClient sets by itself, to the values that were signed. */
    private static final Set<String> SET_BY_CLIENT = caseless("Host", "Content-Length", "Connection", "Expect");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final URI endpoint;
    private final AwsCredentialsIdentity credentials;
    private final Clock clock;

    public SignedHttp(URI endpoint, RootAccessKey key, InstantSource clock) {
        this.endpoint = endpoint;
        this.credentials = AwsCredentialsIdentity.create(key.id(), key.secret());
        this.clock = clock.withZone(ZoneOffset.UTC);
    }

    /** What travels to an AWS service, apart from the signature. */
    record Request(
            String service,
            String region,
            SdkHttpMethod method,
            String path,
            Map<String, String> headers,
            byte[] body) {}

    /** @throws UncheckedIOException when no answer came */
    HttpResponse<byte[]> send(Request request) throws InterruptedException {
        return send(request, PATIENCE);
    }

    /** The same for an operation that takes its time. */
    HttpResponse<byte[]> send(Request request, Duration patience) throws InterruptedException {
        SignedRequest signed = sign(request);
        SdkHttpRequest head = signed.request();
        HttpRequest.Builder sent = HttpRequest.newBuilder(head.getUri())
                .timeout(patience)
                .method(head.method().name(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
        head.forEachHeader((name, values) -> {
            if (!SET_BY_CLIENT.contains(name)) {
                values.forEach(value -> sent.header(name, value));
            }
        });
        try {
            return http.send(sent.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SignedRequest sign(Request request) {
        SdkHttpFullRequest.Builder unsigned =
                SdkHttpFullRequest.builder().method(request.method()).uri(endpoint.resolve(request.path()));
        request.headers().forEach(unsigned::putHeader);
        return signer.sign(sign -> sign.identity(credentials)
                .request(unsigned.build())
                .payload(() -> new ByteArrayInputStream(request.body()))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, request.service())
                .putProperty(AwsV4HttpSigner.REGION_NAME, request.region())
                .putProperty(HttpSigner.SIGNING_CLOCK, clock));
    }

    private static Set<String> caseless(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(Set.of(names));
        return set;
    }

    @Override
    public void close() {
        http.close();
    }
}
