package dev.freshet.gateway.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.gateway.AccessKeys;
import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Principal;
import dev.freshet.gateway.signature.SignatureRefusedException.Reason;
import dev.freshet.gateway.wire.HeaderFields;
import dev.freshet.gateway.wire.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SignatureVerifierTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Principal ROOT = new Principal.Root(new AccountId("123456789012"));
    private static final AccessKeys.AccessKey LASTING =
            new AccessKeys.AccessKey("AKIALASTING", "secret", Optional.empty(), Optional.empty(), ROOT);
    private static final AccessKeys.AccessKey TEMPORARY = new AccessKeys.AccessKey(
            "ASIATEMPORARY", "secret2", Optional.of("to/k+e=n"), Optional.of(NOW.plusSeconds(60)), ROOT);
    private static final ExpectedScope SCOPE = new ExpectedScope("kinesis", Set.of("eu-west-1"));
    private static final URI PLACE = URI.create("http://localhost:4566/");
    private static final byte[] BODY = "{\"Limit\":3}".getBytes(StandardCharsets.UTF_8);
    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "Kinesis_20131202.ListStreams");

    private final TestSigner signer =
            new TestSigner("AKIALASTING", "secret", Optional.empty(), "eu-west-1", "kinesis", NOW);
    private final TestSigner temporarySigner =
            new TestSigner("ASIATEMPORARY", "secret2", Optional.of("to/k+e=n"), "eu-west-1", "kinesis", NOW);

    @Test
    void whatTheSdkSignsIsAccepted() throws SignatureRefusedException {
        assertThat(verify(signer.sign("POST", PLACE, HEADERS, BODY))).isEqualTo(LASTING);
    }

    @Test
    void temporaryCredentialsAreAcceptedWithTheirToken() throws SignatureRefusedException {
        assertThat(verify(temporarySigner.sign("POST", PLACE, HEADERS, BODY))).isEqualTo(TEMPORARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:4566",
                "http://localhost:4566/tags/arn%3Aaws%3Adsql%3Aus-east-1%3A1%3Acluster%2Fa%2Fstream%2Fb",
                "http://localhost:4566/a%20b/%C3%BC/~-._",
                "http://localhost:4566/x?tagKeys=k1&tagKeys=k%202&tagKeys=%C3%BC%2B%26%3D",
                "http://localhost:4566/x?b=2&a=1&a=&A=0&empty",
                "http://localhost/x?max-results=1&next-token=a%2Fb%3D%3D",
            })
    void everyPathAndQueryOfTheSdkIsAccepted(String uri) throws SignatureRefusedException {
        assertThat(verify(signer.sign("GET", URI.create(uri), Map.of(), new byte[0])))
                .isEqualTo(LASTING);
        assertThat(verify(signer.sign("DELETE", URI.create(uri), Map.of(), new byte[0])))
                .isEqualTo(LASTING);
        assertThat(verify(signer.presign(URI.create(uri), Duration.ofMinutes(15))))
                .isEqualTo(LASTING);
        assertThat(verify(temporarySigner.presign(URI.create(uri), Duration.ofMinutes(15))))
                .isEqualTo(TEMPORARY);
    }

    @Test
    void anythingChangedOnTheWayIsRefused() {
        WireRequest signed = signer.sign("POST", URI.create("http://localhost/a?b=c"), HEADERS, BODY);
        byte[] otherBody = "{\"Limit\":4}".getBytes(StandardCharsets.UTF_8);
        refused(Reason.WRONG, new WireRequest("PUT", "/a", "b=c", signed.headers(), BODY));
        refused(Reason.WRONG, new WireRequest("POST", "/A", "b=c", signed.headers(), BODY));
        refused(Reason.WRONG, new WireRequest("POST", "/a", "b=d", signed.headers(), BODY));
        refused(Reason.WRONG, new WireRequest("POST", "/a", "b=c&d", signed.headers(), BODY));
        refused(Reason.WRONG, new WireRequest("POST", "/a", "b=c", signed.headers(), otherBody));
        for (String header : List.of("host", "x-amz-target", "content-type", "x-amz-content-sha256")) {
            HeaderFields changed = changed(signed.headers(), header, "other");
            refused(Reason.WRONG, new WireRequest("POST", "/a", "b=c", changed, BODY));
        }
    }

    @Test
    void aSecondValueOfASignedHeaderIsRefused() {
        WireRequest signed = signer.sign("POST", PLACE, HEADERS, BODY);
        HeaderFields.Builder fields = copy(signed.headers());
        refused(
                Reason.WRONG,
                new WireRequest(
                        "POST",
                        "/",
                        "",
                        fields.add("X-Amz-Target", "Kinesis_20131202.DeleteStream")
                                .build(),
                        BODY));
    }

    @Test
    void aTargetAddedBehindTheSignerIsRefused() {
        WireRequest signed = signer.sign("POST", PLACE, Map.of(), BODY);
        HeaderFields added = copy(signed.headers())
                .add("X-Amz-Target", "Kinesis_20131202.DeleteStream")
                .build();
        refused(Reason.INCOMPLETE, new WireRequest("POST", "/", "", added, BODY));
    }

    @Test
    void anotherSecretIsRefusedInAwssWords() {
        assertThat(refused(Reason.WRONG, signer.withSecret("x").sign("POST", PLACE, HEADERS, BODY)))
                .isEqualTo("The request signature we calculated does not match the signature you provided. Check your"
                        + " AWS Secret Access Key and signing method. Consult the service documentation for details.");
    }

    @Test
    void anUnknownKeyIsRefused() {
        assertThat(refused(Reason.UNKNOWN_KEY, signer.withKey("AKIAX").sign("POST", PLACE, HEADERS, BODY)))
                .isEqualTo("The security token included in the request is invalid.");
    }

    @Test
    void aTokenThatIsMissingWrongOrNotDueIsRefused() {
        refused(Reason.UNKNOWN_KEY, temporarySigner.withToken(Optional.empty()).sign("POST", PLACE, HEADERS, BODY));
        refused(
                Reason.UNKNOWN_KEY,
                temporarySigner.withToken(Optional.of("other")).sign("POST", PLACE, HEADERS, BODY));
        refused(
                Reason.UNKNOWN_KEY,
                temporarySigner.withToken(Optional.of("other")).presign(PLACE, Duration.ofMinutes(1)));
        refused(Reason.UNKNOWN_KEY, signer.withToken(Optional.of("any")).sign("POST", PLACE, HEADERS, BODY));
    }

    @Test
    void temporaryCredentialsEnd() {
        Instant end = NOW.plusSeconds(60);
        assertThat(refused(
                        Reason.TOKEN_EXPIRED, temporarySigner.at(end).sign("POST", PLACE, HEADERS, BODY), end, SCOPE))
                .isEqualTo("The security token included in the request is expired");
    }

    @Test
    void noSignatureAtAllIsToldApart() {
        WireRequest unsigned = new WireRequest("POST", "/", "", HeaderFields.of("Host", "localhost"), BODY);
        assertThat(refused(Reason.MISSING, unsigned)).isEqualTo("Missing Authentication Token");
    }

    @Test
    void anIncompleteHeaderIsToldWhatItLacks() {
        assertThat(refused(Reason.INCOMPLETE, withAuthorization("AWS4-HMAC-SHA256 Signature=a")))
                .isEqualTo("Authorization header requires 'Credential' parameter. Authorization header requires"
                        + " 'SignedHeaders' parameter. Authorization header requires existence of either a"
                        + " 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256 Signature=a");
        assertThat(refused(Reason.INCOMPLETE, withAuthorization("AWS4-HMAC-SHA256 one, two=2")))
                .isEqualTo("'one' not a valid key=value pair (missing equal-sign) in Authorization header:"
                        + " 'AWS4-HMAC-SHA256 one, two=2'.");
        assertThat(refused(Reason.INCOMPLETE, withAuthorization("Basic abc")))
                .isEqualTo("Unsupported AWS 'algorithm': 'Basic'.");
        refused(Reason.INCOMPLETE, withAuthorization("AWS4-HMAC-SHA256"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "AKIA", "AKIA/20260131/eu-west-1/kinesis", "AKIA/20260131/eu-west-1/kinesis/aws4_request/x"})
    void aCredentialOfAnotherFormIsIncomplete(String credential) {
        refused(
                Reason.INCOMPLETE,
                withAuthorizationAndDate(
                        "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=host, Signature=a",
                        "20260131T120000Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "2026-01-31T12:00:00Z", "20260131T250000Z", "20260231T000000Z", "1769860800"})
    void aTimeOfAnotherFormIsIncomplete(String time) {
        assertThat(refused(
                        Reason.INCOMPLETE,
                        withAuthorizationAndDate(
                                "AWS4-HMAC-SHA256 Credential=AKIALASTING/20260131/eu-west-1/kinesis/aws4_request,"
                                        + " SignedHeaders=host;x-amz-date, Signature=a",
                                time)))
                .startsWith("Date must be in ISO-8601 'basic format'. Got '" + time + "'.");
    }

    @Test
    void bothFormsAtOnceAreRefused() {
        WireRequest presigned = signer.presign(PLACE, Duration.ofMinutes(1));
        WireRequest both = new WireRequest(
                "GET",
                "/",
                presigned.rawQuery(),
                copy(presigned.headers())
                        .add("Authorization", "AWS4-HMAC-SHA256 x=y")
                        .build(),
                new byte[0]);
        assertThat(refused(Reason.WRONG, both))
                .isEqualTo("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
    }

    @Test
    void aScopeThatIsNotOursIsRefusedWithAllItsFaults() {
        assertThat(refused(Reason.WRONG, signer.forScope("us-east-1", "iam").sign("POST", PLACE, HEADERS, BODY)))
                .isEqualTo("Credential should be scoped to a valid region. Credential should be scoped to correct"
                        + " service: 'kinesis'. ");
    }

    @Test
    void fifteenMinutesOfSkewAreTolerated() throws SignatureRefusedException {
        for (Duration skew : List.of(Duration.ofMinutes(-15), Duration.ofMinutes(15))) {
            assertThat(verify(signer.at(NOW.plus(skew)).sign("POST", PLACE, HEADERS, BODY)))
                    .isEqualTo(LASTING);
        }
    }

    @Test
    void moreSkewIsRefusedInAwssWords() {
        Instant early = NOW.minus(Duration.ofMinutes(15)).minusSeconds(1);
        assertThat(refused(Reason.WRONG, signer.at(early).sign("POST", PLACE, HEADERS, BODY)))
                .isEqualTo("Signature expired: 20260131T114459Z is now earlier than 20260131T114500Z"
                        + " (20260131T120000Z - 15 min.)");
        Instant late = NOW.plus(Duration.ofMinutes(15)).plusSeconds(1);
        assertThat(refused(Reason.WRONG, signer.at(late).sign("POST", PLACE, HEADERS, BODY)))
                .isEqualTo("Signature not yet current: 20260131T121501Z is still later than 20260131T121500Z"
                        + " (20260131T120000Z + 15 min.)");
    }

    @Test
    void aPresignedRequestIsGoodUntilItExpires() throws SignatureRefusedException {
        WireRequest hour = signer.at(NOW.minusSeconds(3600)).presign(PLACE, Duration.ofHours(1));
        assertThat(verify(hour)).isEqualTo(LASTING);
        assertThat(refused(Reason.WRONG, hour, NOW.plusSeconds(1), SCOPE)).startsWith("Signature expired: ");
    }

    @Test
    void aPresignedRequestLastsAWeekAtMost() {
        String query = signer.presign(PLACE, Duration.ofMinutes(1)).rawQuery();
        for (String expires : List.of("0", "604801", "-1", "x", "99999999999999999999")) {
            WireRequest changed = new WireRequest(
                    "GET",
                    "/",
                    query.replace("X-Amz-Expires=60", "X-Amz-Expires=" + expires),
                    HeaderFields.of("Host", "localhost:4566"),
                    new byte[0]);
            refused(Reason.INCOMPLETE, changed);
        }
    }

    @Test
    void aLongerLifeCannotBeWrittenIntoAPresignedRequest() {
        String query = signer.presign(PLACE, Duration.ofMinutes(1)).rawQuery();
        refused(
                Reason.WRONG,
                new WireRequest(
                        "GET",
                        "/",
                        query.replace("X-Amz-Expires=60", "X-Amz-Expires=61"),
                        HeaderFields.of("Host", "localhost:4566"),
                        new byte[0]));
    }

    @Test
    void anHonestHttpTwoRequestNamesItsHostInAPseudoHeader() throws SignatureRefusedException {
        WireRequest signed = signer.sign("POST", PLACE, HEADERS, BODY);
        HeaderFields unnamed = copy(signed.headers())
                .addIfAbsent(":authority", "localhost:4566")
                .build();
        assertThat(verify(new WireRequest("POST", "/", "", unnamed, BODY))).isEqualTo(LASTING);
    }

    private AccessKeys.AccessKey verify(WireRequest request) throws SignatureRefusedException {
        return verifierAt(NOW).verify(request, SCOPE);
    }

    private static SignatureVerifier verifierAt(Instant now) {
        Map<String, AccessKeys.AccessKey> keys = Map.of("AKIALASTING", LASTING, "ASIATEMPORARY", TEMPORARY);
        return new SignatureVerifier(id -> Optional.ofNullable(keys.get(id)), InstantSource.fixed(now));
    }

    private static String refused(Reason reason, WireRequest request) {
        return refused(reason, request, NOW, SCOPE);
    }

    private static String refused(Reason reason, WireRequest request, Instant now, ExpectedScope scope) {
        StringBuilder text = new StringBuilder();
        assertThatThrownBy(() -> verifierAt(now).verify(request, scope))
                .isInstanceOfSatisfying(SignatureRefusedException.class, refusal -> {
                    assertThat(refusal.reason()).isEqualTo(reason);
                    text.append(refusal.text());
                });
        return text.toString();
    }

    private static WireRequest withAuthorization(String authorization) {
        return new WireRequest(
                "POST", "/", "", HeaderFields.of("Host", "localhost", "Authorization", authorization), BODY);
    }

    private static WireRequest withAuthorizationAndDate(String authorization, String date) {
        HeaderFields headers = HeaderFields.of("Host", "localhost", "Authorization", authorization, "X-Amz-Date", date);
        return new WireRequest("POST", "/", "", headers, BODY);
    }

    private static final List<String> NAMES =
            List.of("host", "authorization", "x-amz-date", "x-amz-target", "content-type", "x-amz-content-sha256");

    private static HeaderFields.Builder copy(HeaderFields headers) {
        HeaderFields.Builder fields = new HeaderFields.Builder();
        NAMES.forEach(name -> headers.all(name).forEach(value -> fields.add(name, value)));
        return fields;
    }

    private static HeaderFields changed(HeaderFields headers, String changedName, String value) {
        HeaderFields.Builder fields = new HeaderFields.Builder();
        NAMES.forEach(name ->
                headers.all(name).forEach(old -> fields.add(name, name.equals(changedName) ? value : old)));
        return fields.build();
    }
}
