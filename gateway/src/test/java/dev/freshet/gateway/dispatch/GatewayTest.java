package dev.freshet.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.AccessKeys;
import dev.freshet.gateway.AnswerMemory;
import dev.freshet.gateway.Decision;
import dev.freshet.gateway.PracticeServices;
import dev.freshet.gateway.Region;
import dev.freshet.gateway.TestGateway;
import dev.freshet.gateway.signature.TestSigner;
import dev.freshet.gateway.wire.HeaderFields;
import dev.freshet.gateway.wire.WireAnswer;
import dev.freshet.gateway.wire.WireRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests off the wire and the answers to them, without an HTTP server. */
final class GatewayTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final AccessKeys.AccessKey ENDED = new AccessKeys.AccessKey(
            "ASIAENDED",
            "secret",
            Optional.of("token"),
            Optional.of(NOW.minusSeconds(1)),
            new dev.freshet.gateway.Principal.Root(TestGateway.ACCOUNT));
    private static final AccessKeys KEYS =
            id -> id.equals(ENDED.id()) ? Optional.of(ENDED) : TestGateway.ROOT_KEY.find(id);

    private final PracticeServices services = new PracticeServices();
    private final Gateway gateway = gateway((_, _) -> new Decision.Allowed());

    private Gateway gateway(dev.freshet.gateway.Authorizer authorizer) {
        return new Gateway(
                services.all(), KEYS, authorizer, new Region("us-east-1"), InstantSource.fixed(NOW), new Random(7));
    }

    /** One good request per wire. */
    enum Wire {
        JSON("kinesis", "POST", "/", "application/x-amz-json-1.1", "{\"StreamName\":\"a\"}"),
        CBOR("kinesis", "POST", "/", "application/x-amz-cbor-1.1", "\u00A1\u006AStreamName\u0061a"),
        QUERY(
                "iam",
                "POST",
                "/",
                "application/x-www-form-urlencoded",
                "Action=DeleteRole&Version=2010-05-08&RoleName=r"),
        REST("dsql", "GET", "/cluster", "", "");

        final String service;
        final String method;
        final String path;
        final String contentType;
        final byte[] body;

        Wire(String service, String method, String path, String contentType, String body) {
            this.service = service;
            this.method = method;
            this.path = path;
            this.contentType = contentType;
            this.body = body.getBytes(StandardCharsets.ISO_8859_1);
        }

        Map<String, String> headers() {
            Map<String, String> headers = new HashMap<>();
            if (!contentType.isEmpty()) {
                headers.put("Content-Type", contentType);
            }
            if (service.equals("kinesis")) {
                headers.put("X-Amz-Target", "Kinesis_20131202.CreateStream");
            }
            return headers;
        }

        URI uri() {
            return URI.create("http://localhost:4566" + path);
        }

        WireRequest signedBy(TestSigner signer) {
            return signer.sign(method, uri(), headers(), body);
        }
    }

    private static TestSigner signer(Wire wire) {
        return signer(wire.service);
    }

    private static TestSigner signer(String service) {
        return new TestSigner(
                TestGateway.ACCESS_KEY_ID, TestGateway.SECRET_ACCESS_KEY, Optional.empty(), "us-east-1", service, NOW);
    }

    private WireAnswer answer(WireRequest request) {
        return answer(gateway, request);
    }

    private static WireAnswer answer(Gateway by, WireRequest request) {
        return by.answer(request, AnswerMemory.UNBOUNDED);
    }

    @ParameterizedTest
    @EnumSource
    void aGoodRequestIsServedWithARequestId(Wire wire) {
        WireAnswer answer = answer(wire.signedBy(signer(wire)));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("x-amzn-RequestId"))
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(answer.headers().containsKey("x-amz-id-2")).isEqualTo(wire.service.equals("kinesis"));
    }

    /** The table of AWS's errors by protocol. */
    @ParameterizedTest
    @CsvSource({
        "unsigned, JSON, 400, MissingAuthenticationTokenException",
        "unsigned, CBOR, 400, MissingAuthenticationTokenException",
        "unsigned, QUERY, 403, MissingAuthenticationToken",
        "unsigned, REST, 403, MissingAuthenticationTokenException",
        "incomplete, JSON, 400, IncompleteSignatureException",
        "incomplete, CBOR, 400, IncompleteSignatureException",
        "incomplete, QUERY, 400, IncompleteSignature",
        "incomplete, REST, 403, IncompleteSignatureException",
        "unknown key, JSON, 400, UnrecognizedClientException",
        "unknown key, CBOR, 400, UnrecognizedClientException",
        "unknown key, QUERY, 403, InvalidClientTokenId",
        "unknown key, REST, 403, UnrecognizedClientException",
        "wrong secret, JSON, 400, InvalidSignatureException",
        "wrong secret, CBOR, 400, InvalidSignatureException",
        "wrong secret, QUERY, 403, SignatureDoesNotMatch",
        "wrong secret, REST, 403, InvalidSignatureException",
        "too old, JSON, 400, InvalidSignatureException",
        "too old, QUERY, 403, SignatureDoesNotMatch",
        "too old, REST, 403, InvalidSignatureException",
        "too new, JSON, 400, InvalidSignatureException",
        "wrong region, JSON, 400, InvalidSignatureException",
        "wrong region, QUERY, 403, SignatureDoesNotMatch",
        "wrong region, REST, 403, InvalidSignatureException",
        "ended token, JSON, 400, ExpiredTokenException",
        "ended token, QUERY, 403, ExpiredToken",
        "ended token, REST, 403, ExpiredTokenException",
        "wrong token, JSON, 400, UnrecognizedClientException",
        "wrong token, QUERY, 403, InvalidClientTokenId",
        "wrong token, REST, 403, UnrecognizedClientException",
    })
    void aSignatureThatIsNotGoodIsRefusedAsAwsDoes(String fault, Wire wire, int status, String code) {
        TestSigner good = signer(wire);
        WireRequest request = switch (fault) {
            case "unsigned" -> unsigned(wire);
            case "incomplete" -> with(unsigned(wire), "Authorization", "AWS4-HMAC-SHA256 Credential=a/b/c/d/e");
            case "unknown key" -> wire.signedBy(good.withKey("AKIAUNKNOWN"));
            case "wrong secret" -> wire.signedBy(good.withSecret("x"));
            case "too old" -> wire.signedBy(good.at(NOW.minus(Duration.ofMinutes(16))));
            case "too new" -> wire.signedBy(good.at(NOW.plus(Duration.ofMinutes(16))));
            case "wrong region" -> wire.signedBy(good.forScope("ap-south-1", wire.service));
            case "ended token" ->
                wire.signedBy(good.withKey("ASIAENDED").withSecret("secret").withToken(Optional.of("token")));
            case "wrong token" ->
                wire.signedBy(good.withKey("ASIAENDED").withSecret("secret").withToken(Optional.of("x")));
            default -> throw new IllegalArgumentException(fault);
        };
        WireAnswer answer = answer(request);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(code(answer)).isEqualTo(code);
    }

    @Test
    void aPresignedCallerIdentityIsServed() {
        URI uri = URI.create("http://localhost/?Action=GetCallerIdentity&Version=2011-06-15");
        WireAnswer answer = answer(signer("sts").presign(uri, Duration.ofMinutes(1)));
        assertThat(text(answer)).contains("<Arn>arn:aws:iam::123456789012:root</Arn>");
    }

    @ParameterizedTest
    @CsvSource({
        "JSON, 400, AccessDeniedException",
        "CBOR, 400, AccessDeniedException",
    })
    void whatTheAuthorizerDeniesIsNotDone(Wire wire, int status, String code) {
        Gateway denying = gateway((principal, permission) ->
                new Decision.Denied(principal.arn() + " may not " + permission.action() + " " + permission.resource()));
        WireAnswer answer = answer(denying, wire.signedBy(signer(wire)));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(code(answer)).isEqualTo(code);
        assertThat(text(answer))
                .contains("arn:aws:iam::123456789012:root may not kinesis:CreateStream"
                        + " arn:aws:kinesis:us-east-1:123456789012:stream/a");
        assertThat(services.seen()).isEmpty();
    }

    @Test
    void restAnswersDeniedWithForbidden() {
        Gateway denying = gateway((_, _) -> new Decision.Denied("no"));
        WireAnswer answer = answer(
                denying,
                signer("dsql")
                        .sign(
                                "POST",
                                URI.create("http://localhost/stream/abcdefghijklmnopqrstuvwxyz"),
                                Map.of("Content-Type", "application/json"),
                                utf8("{\"targetDefinition\":{},\"ordering\":\"UNORDERED\"}")));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("AccessDeniedException");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | The request body is empty",
                "{ | The request body is not well-formed JSON",
                "{\"StreamName\":\"a\"}x | The request body is not well-formed JSON",
                "{\"StreamName\":\"a\"}{} | The request body goes on behind its end",
                "[] | Start of list found where not expected",
                "5 | Expected null",
                "{\"StreamName\":5} | NUMBER_VALUE cannot be converted to String",
                "{\"StreamName\":1.5} | DECIMAL_VALUE cannot be converted to String",
                "{\"StreamName\":true} | TRUE_VALUE cannot be converted to String",
                "{\"StreamName\":[]} | Start of list found where not expected",
                "{\"StreamName\":{}} | Start of structure or map found where not expected.",
                "{\"StreamName\":\"\\uD800\"} | A string holds half of a surrogate pair",
                "{\"ShardCount\":\"1\"} | STRING_VALUE cannot be converted to Integer",
                "{\"ShardCount\":1.0} | DECIMAL_VALUE cannot be converted to Integer",
                "{\"ShardCount\":1e2} | DECIMAL_VALUE cannot be converted to Integer",
                "{\"ShardCount\":2147483648} | NUMBER_VALUE cannot be converted to Integer",
                "{\"ShardCount\":99999999999999999999} | NUMBER_VALUE cannot be converted to Integer",
                "{\"ShardCount\":false} | FALSE_VALUE cannot be converted to Integer",
                "{\"Tags\":[]} | Start of list found where not expected",
                "{\"Tags\":\"x\"} | Expected map or null",
                "{\"Tags\":{\"a\":1}} | NUMBER_VALUE cannot be converted to String",
            })
    void jsonThatIsNotOfTheOperationsShapeIsNeverConverted(String body, String message) {
        WireAnswer answer = answer(json("CreateStream", body));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(text(answer)).isEqualTo("{\"__type\":\"SerializationException\",\"message\":\"" + message + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"StreamName\":\"a\",\"Unknown\":{\"deep\":[1,{\"x\":null}]}}",
                "{\"StreamName\":\"a\",\"ShardCount\":null}",
                "{\"StreamName\":\"b\",\"StreamName\":\"a\"}",
                " \n{ \"StreamName\" : \"\\u0061\" } ",
            })
    void unknownNullAndRepeatedMembersAreTakenAsAwsDoes(String body) {
        assertThat(answer(json("CreateStream", body)).status()).isEqualTo(200);
        assertThat(services.seen()).hasSize(1).first().asString().contains("streamName=a, shardCount=null");
    }

    @Test
    void deepNestingIsRefusedAndCostsNoStack() {
        String body = "{\"Unknown\":" + "[".repeat(1_000_000) + "]".repeat(1_000_000) + "}";
        assertThat(code(answer(json("CreateStream", body)))).isEqualTo("SerializationException");
        byte[] cbor = new byte[1_000_000];
        java.util.Arrays.fill(cbor, (byte) 0x81);
        cbor[0] = (byte) 0xA1;
        cbor[1] = 0x61;
        cbor[2] = 'x';
        assertThat(code(answer(signer("kinesis").sign("POST", Wire.CBOR.uri(), Wire.CBOR.headers(), cbor))))
                .isEqualTo("SerializationException");
    }

    @Test
    void aBlobThatIsNoBase64IsRefused() {
        String body = "{\"Records\":[{\"Data\":\"a*==\",\"PartitionKey\":\"k\"}]}";
        assertThat(text(answer(json("PutRecords", body))))
                .contains("STRING_VALUE can not be converted to a Blob: it is not Base64");
    }

    @Test
    void aNullElementIsReportedByItsPlace() {
        assertThat(text(answer(json("PutRecords", "{\"Records\":[null]}"))))
                .contains("1 validation error detected: Value null at 'records.1.member' failed to satisfy constraint:"
                        + " Member must not be null");
    }

    @Test
    void constraintsOfElementsNameThemByNumber() {
        assertThat(text(answer(
                        json("PutRecords", "{\"Records\":[{\"Data\":\"\",\"PartitionKey\":\"\"},{\"Data\":\"\"}]}"))))
                .contains("2 validation errors detected: Value '' at 'records.1.member.partitionKey' failed to satisfy"
                        + " constraint: Member must have length greater than or equal to 1; Value null at"
                        + " 'records.2.member.partitionKey' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void anUnknownOperationIsRefusedInEachProtocol() {
        assertThat(code(answer(json("Explode", "{}")))).isEqualTo("UnknownOperationException");
        WireAnswer query = answer(form("Action=Explode&Version=2010-05-08"));
        assertThat(query.status()).isEqualTo(400);
        assertThat(text(query))
                .contains("<Type>Sender</Type><Code>InvalidAction</Code><Message>Could not find operation Explode for"
                        + " version 2010-05-08</Message>");
        WireAnswer rest =
                answer(signer("dsql").sign("PUT", URI.create("http://localhost/nowhere"), Map.of(), new byte[0]));
        assertThat(rest.status()).isEqualTo(404);
        assertThat(code(rest)).isEqualTo("UnknownOperationException");
    }

    @Test
    void anotherVersionOrNoActionIsRefused() {
        assertThat(code(answer(form("Action=ListRoles&Version=2009-01-01")))).isEqualTo("InvalidAction");
        assertThat(code(answer(form("Version=2010-05-08")))).isEqualTo("MissingAction");
        assertThat(code(answer(form("")))).isEqualTo("MissingAction");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MaxItems=x",
                "MaxItems=1.5",
                "MaxItems=%2B1",
                "MaxItems=%D9%A1",
                "MaxItems=",
                "MaxItems=99999999999",
                "MaxItems=1&MaxItems=2",
                "Marker=%FF",
            })
    void aFormOfAnotherShapeIsRefused(String parameter) {
        WireAnswer answer = answer(form("Action=ListRoles&Version=2010-05-08&" + parameter));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("MalformedInput");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tags=x",
                "Tags.member.0.Key=k",
                "Tags.member.x.Key=k",
                "Tags.member.-1.Key=k",
                "Tags.member.99999999999.Key=k",
                "Tags.member.=k"
            })
    void aListOfAnotherShapeIsRefused(String parameter) {
        WireAnswer answer =
                answer(form("Action=CreateRole&Version=2010-05-08&RoleName=r&AssumeRolePolicyDocument=p&" + parameter));
        assertThat(code(answer)).isEqualTo("MalformedInput");
    }

    @Test
    void elementsOfAListComeInTheOrderOfTheirNumbers() {
        StringBuilder tags = new StringBuilder();
        for (int i : List.of(10, 2, 1)) {
            tags.append("&Tags.member." + i + ".Value=v" + i + "&Tags.member." + i + ".Key=k" + i);
        }
        answer(form("Action=CreateRole&Version=2010-05-08&RoleName=r&AssumeRolePolicyDocument=p" + tags));
        assertThat(services.seen().getFirst().toString())
                .contains("tags=[Tag[key=k1, value=v1], Tag[key=k2, value=v2], Tag[key=k10, value=v10]]");
    }

    @Test
    void tooManyParametersAreRefused() {
        assertThat(code(answer(form("Action=ListRoles&Version=2010-05-08" + "&a".repeat(10_001)))))
                .isEqualTo("MalformedInput");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"ordering\":1}", "{\"targetDefinition\":[]}"})
    void restBodiesThatCannotBeReadAreRefused(String body) {
        WireAnswer answer =
                answer(signer("dsql").sign("POST", URI.create("http://localhost/stream/a"), Map.of(), utf8(body)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("SerializationException");
    }

    @Test
    void aLabelIsTakenFromThePathAlone() {
        answer(signer("dsql")
                .sign(
                        "POST",
                        URI.create("http://localhost/stream/abcdefghijklmnopqrstuvwxyz"),
                        Map.of(),
                        utf8("{\"clusterIdentifier\":\"zzz\",\"targetDefinition\":{},\"ordering\":\"U\"}")));
        assertThat(services.seen().getFirst().toString()).contains("clusterIdentifier=abcdefghijklmnopqrstuvwxyz");
    }

    @Test
    void anEmptyLabelIsNoOperation() {
        assertThat(code(answer(
                        signer("dsql").sign("POST", URI.create("http://localhost/stream/"), Map.of(), utf8("{}")))))
                .isEqualTo("UnknownOperationException");
    }

    @Test
    void onlyPostsReachAJsonService() {
        WireAnswer answer = answer(signer("kinesis").sign("GET", Wire.JSON.uri(), Wire.JSON.headers(), new byte[0]));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("AccessDeniedException");
    }

    @Test
    void anotherContentTypeIsNoOperation() {
        WireAnswer answer = answer(signer("kinesis")
                .sign(
                        "POST",
                        Wire.JSON.uri(),
                        Map.of("Content-Type", "text/plain", "X-Amz-Target", "Kinesis_20131202.ListStreams"),
                        utf8("{}")));
        assertThat(code(answer)).isEqualTo("UnknownOperationException");
    }

    @Test
    void anAnswerForWhichThereIsNoMemoryIsAskedForAgain() {
        AnswerMemory none = new AnswerMemory() {
            @Override
            public int take(int leastBytes, int wantedBytes) {
                throw new NoneLeftException();
            }

            @Override
            public void keep(int bytes) {}
        };
        WireAnswer answer = gateway.answer(json("GetRecords", "{\"ShardIterator\":\"it\"}"), none);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(code(answer)).isEqualTo("ServiceUnavailableException");
    }

    @Test
    void aFaultOfOursIsAnsweredWithoutItsInside() {
        WireAnswer json = answer(json("CreateStream", "{\"StreamName\":\"broken\"}"));
        WireAnswer query = answer(form("Action=DeleteRole&Version=2010-05-08&RoleName=broken"));
        WireAnswer rest = answer(signer("dsql")
                .sign("GET", URI.create("http://localhost/cluster?next-token=broken"), Map.of(), new byte[0]));

        assertThat(List.of(code(json), code(query), code(rest)))
                .containsExactly("InternalFailure", "ServiceFailure", "InternalServerException");
        assertThat(text(query)).contains("<Type>Receiver</Type>");
        for (WireAnswer answer : List.of(json, query, rest)) {
            assertThat(answer.status()).isEqualTo(500);
            assertThat(text(answer))
                    .contains(answer.headers().get("x-amzn-RequestId"))
                    .doesNotContain("Thrown on purpose", "Exception:", "\tat ");
        }
    }

    @Test
    void aRequestToNoServiceIsToldWhereItIs() {
        WireAnswer answer = answer(new WireRequest("GET", "/", "", HeaderFields.of("Host", "localhost"), new byte[0]));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(text(answer)).contains("This is Freshet's AWS endpoint");
        assertThat(answer(signer("s3").sign("GET", URI.create("http://localhost/b/k"), Map.of(), new byte[0]))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aGzipBodyIsReadAndItsSignatureIsOverTheZippedBytes() throws IOException {
        assertThat(answer(zipped(utf8("{\"StreamName\":\"a\"}"))).status()).isEqualTo(200);
        assertThat(services.seen()).hasSize(1);
    }

    @Test
    void aSmallBodyThatUnpacksToALargeOneIsRefused() throws IOException {
        WireAnswer answer = answer(zipped(new byte[20 * 1024 * 1024 + 1]));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(code(answer)).isEqualTo("RequestEntityTooLargeException");
    }

    @Test
    void aBodyThatIsNotInItsEncodingIsRefused() {
        for (String encoding : List.of("gzip", "br")) {
            Map<String, String> headers = new HashMap<>(Wire.JSON.headers());
            headers.put("Content-Encoding", encoding);
            WireAnswer answer = answer(signer("kinesis").sign("POST", Wire.JSON.uri(), headers, Wire.JSON.body));
            assertThat(code(answer)).isEqualTo("SerializationException");
        }
    }

    @Test
    void anUnsignedBodyIsNotUnpacked() {
        HeaderFields.Builder headers = new HeaderFields.Builder().add("Host", "localhost");
        Wire.JSON.headers().forEach(headers::add);
        headers.add("Content-Encoding", "gzip");
        byte[] notZipped = {1, 2, 3};

        WireAnswer answer = answer(new WireRequest("POST", "/", "", headers.build(), notZipped));

        assertThat(code(answer)).isEqualTo("MissingAuthenticationTokenException");
    }

    @Test
    void aBodyOfVeryManyEmptyRecordsIsNotReadToItsEnd() {
        String records = "{},".repeat(1_000_000) + "{}";

        WireAnswer answer = answer(json("PutRecords", "{\"Records\":[" + records + "]}"));

        assertThat(code(answer)).isEqualTo("SerializationException");
    }

    private static WireRequest zipped(byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(body);
        }
        Map<String, String> headers = new HashMap<>(Wire.JSON.headers());
        headers.put("Content-Encoding", "gzip");
        return signer("kinesis").sign("POST", Wire.JSON.uri(), headers, bytes.toByteArray());
    }

    private static WireRequest json(String operation, String body) {
        Map<String, String> headers =
                Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "Kinesis_20131202." + operation);
        return signer("kinesis").sign("POST", Wire.JSON.uri(), headers, utf8(body));
    }

    private static WireRequest form(String body) {
        return signer("iam")
                .sign(
                        "POST",
                        Wire.QUERY.uri(),
                        Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
                        utf8(body));
    }

    private static WireRequest unsigned(Wire wire) {
        HeaderFields.Builder headers = new HeaderFields.Builder().add("Host", "localhost");
        wire.headers().forEach(headers::add);
        return new WireRequest(wire.method, wire.path, "", headers.build(), wire.body);
    }

    private static WireRequest with(WireRequest request, String header, String value) {
        HeaderFields.Builder headers = new HeaderFields.Builder().add(header, value);
        for (String name : List.of("host", "content-type", "x-amz-target")) {
            request.headers().all(name).forEach(old -> headers.add(name, old));
        }
        return new WireRequest(
                request.method(), request.rawPath(), request.rawQuery(), headers.build(), request.body());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(WireAnswer answer) {
        return new String(((WireAnswer.Body.Whole) answer.body()).bytes(), StandardCharsets.UTF_8);
    }

    /** The error's code, wherever the protocol has it. */
    private static String code(WireAnswer answer) {
        String header = answer.headers().get("x-amzn-ErrorType");
        if (header != null) {
            return header;
        }
        String text = text(answer);
        if (text.startsWith("<")) {
            return text.replaceAll(".*<Code>(.*)</Code>.*", "$1");
        }
        return text.replaceAll("(?s).*__type.{1,3}?([A-Z][A-Za-z]+Exception|InternalFailure).*", "$1");
    }
}
