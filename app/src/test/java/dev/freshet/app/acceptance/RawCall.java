package dev.freshet.app.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** One harmless call of each service, made by hand: as no SDK would, with AWS's own signer when signed. */
enum RawCall {
    KINESIS(
            "kinesis",
            SdkHttpMethod.POST,
            "/",
            Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "Kinesis_20131202.ListStreams"),
            "{}"),
    DSQL("dsql", SdkHttpMethod.GET, "/cluster", Map.of(), ""),
    IAM(
            "iam",
            SdkHttpMethod.POST,
            "/",
            Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
            "Action=ListRoles&Version=2010-05-08"),
    STS(
            "sts",
            SdkHttpMethod.POST,
            "/",
            Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
            "Action=GetCallerIdentity&Version=2011-06-15");

    private static final Pattern CODE = Pattern.compile("<Code>(\\w+)</Code>|\"__type\":\"(?:.*#)?(\\w+)\"");
    private static final Pattern REQUEST_ID = Pattern.compile("<RequestId>([^<]+)</RequestId>");

    private final String service;
    private final SdkHttpMethod method;
    private final String path;
    private final Map<String, String> headers;
    private final String body;

    RawCall(String service, SdkHttpMethod method, String path, Map<String, String> headers, String body) {
        this.service = service;
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
    }

    boolean isJson() {
        return this == KINESIS;
    }

    boolean isQuery() {
        return this == IAM || this == STS;
    }

    /** @param code the error's, wherever the protocol has it; empty in a good answer */
    record Answer(int status, String code, String requestId, String body) {
        static Answer of(HttpResponse<String> response) {
            String inHeader = response.headers().firstValue("x-amzn-ErrorType").orElse("");
            return new Answer(
                    response.statusCode(),
                    inHeader.isEmpty() ? find(CODE, response.body()) : inHeader.replaceAll(":.*", ""),
                    response.headers().firstValue("x-amzn-RequestId").orElse(find(REQUEST_ID, response.body())),
                    response.body());
        }

        private static String find(Pattern pattern, String text) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                return "";
            }
            return matcher.group(1) != null ? matcher.group(1) : matcher.group(matcher.groupCount());
        }
    }

    Answer unsigned(Shell shell) throws IOException, InterruptedException {
        return send(request(shell).build());
    }

    Answer signed(Shell shell, Clock clock) throws IOException, InterruptedException {
        SdkHttpRequest request = request(shell).build();
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(AwsCredentialsIdentity.create(
                                shell.variable("AWS_ACCESS_KEY_ID"), shell.variable("AWS_SECRET_ACCESS_KEY")))
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, shell.variable("AWS_REGION"))
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock));
        return send(signed.request());
    }

    private SdkHttpRequest.Builder request(Shell shell) {
        SdkHttpRequest.Builder builder =
                SdkHttpRequest.builder().method(method).uri(URI.create(shell.variable("AWS_ENDPOINT_URL") + path));
        headers.forEach(builder::putHeader);
        return builder;
    }

    private Answer send(SdkHttpRequest request) throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.getUri())
                .method(request.method().name(), HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        request.forEachHeader((name, values) -> {
            if (!List.of("host", "content-length").contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return Answer.of(client.send(builder.build(), HttpResponse.BodyHandlers.ofString()));
        }
    }
}
