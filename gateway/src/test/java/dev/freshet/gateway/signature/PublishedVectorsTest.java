package dev.freshet.gateway.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.gateway.AccessKeys;
import dev.freshet.gateway.AccountId;
import dev.freshet.gateway.Principal;
import dev.freshet.gateway.wire.HeaderFields;
import dev.freshet.gateway.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The signatures that AWS published: its test suite for Signature Version 4, and the example of its documentation. */
final class PublishedVectorsTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    /** Key, secret and time are the same in all of them. */
    private static final AccessKeys KEYS = id -> Optional.of(new AccessKeys.AccessKey(
            id,
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            Optional.empty(),
            Optional.empty(),
            new Principal.Root(new AccountId("123456789012"))));

    private final SignatureVerifier verifier =
            new SignatureVerifier(KEYS, InstantSource.fixed(Instant.parse("2015-08-30T12:36:00Z")));

    record Vector(
            String name,
            String method,
            String path,
            String query,
            List<String> headers,
            String body,
            String service,
            String signedHeaders,
            String signature) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Vector> vectors() {
        return List.of(
                get("get-vanilla", "/", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                get("get-utf8", "/ሴ", "", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
                get(
                        "get-unreserved",
                        "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
                        "",
                        "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
                get(
                        "get-vanilla-query-order-key-case",
                        "/",
                        "Param2=value2&Param1=value1",
                        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"),
                get(
                        "get-vanilla-empty-query-key",
                        "/",
                        "Param1=value1",
                        "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"),
                get(
                        "get-relative",
                        "/example/..",
                        "",
                        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                get("get-slashes", "//./", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
                new Vector(
                        "get-header-key-duplicate",
                        "GET",
                        "/",
                        "",
                        List.of("My-Header1", "value2", "My-Header1", "value2", "My-Header1", "value1"),
                        "",
                        "service",
                        "host;my-header1;x-amz-date",
                        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"),
                new Vector(
                        "get-header-value-trim",
                        "GET",
                        "/",
                        "",
                        List.of("My-Header1", " value1", "My-Header2", " \"a   b   c\""),
                        "",
                        "service",
                        "host;my-header1;my-header2;x-amz-date",
                        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"),
                new Vector(
                        "post-vanilla",
                        "POST",
                        "/",
                        "",
                        List.of(),
                        "",
                        "service",
                        "host;x-amz-date",
                        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
                new Vector(
                        "post-x-www-form-urlencoded",
                        "POST",
                        "/",
                        "",
                        List.of("Content-Type", FORM),
                        "Param1=value1",
                        "service",
                        "content-type;host;x-amz-date",
                        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),
                new Vector(
                        "the documentation's ListUsers",
                        "GET",
                        "/",
                        "Action=ListUsers&Version=2010-05-08",
                        List.of("Content-Type", FORM + "; charset=utf-8"),
                        "",
                        "iam",
                        "content-type;host;x-amz-date",
                        "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"));
    }

    private static Vector get(String name, String path, String query, String signature) {
        return new Vector(name, "GET", path, query, List.of(), "", "service", "host;x-amz-date", signature);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void eachIsAccepted(Vector vector) throws SignatureRefusedException {
        assertThat(verify(vector, vector.signature()).id()).isEqualTo("AKIDEXAMPLE");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void noneIsAcceptedWithAnotherLastDigit(Vector vector) {
        char last = vector.signature().charAt(63);
        String other = vector.signature().substring(0, 63) + (last == '0' ? '1' : '0');
        assertThatThrownBy(() -> verify(vector, other)).isInstanceOf(SignatureRefusedException.class);
    }

    private AccessKeys.AccessKey verify(Vector vector, String signature) throws SignatureRefusedException {
        String host = vector.service().equals("iam") ? "iam.amazonaws.com" : "example.amazonaws.com";
        List<String> headers = new ArrayList<>(vector.headers());
        headers.addAll(List.of("Host", host, "X-Amz-Date", "20150830T123600Z", "Authorization"));
        headers.add("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/" + vector.service()
                + "/aws4_request, SignedHeaders=" + vector.signedHeaders() + ", Signature=" + signature);
        WireRequest request = new WireRequest(
                vector.method(),
                vector.path(),
                vector.query(),
                HeaderFields.of(headers.toArray(String[]::new)),
                vector.body().getBytes(StandardCharsets.UTF_8));
        return verifier.verify(request, new ExpectedScope(vector.service(), Set.of("us-east-1")));
    }
}
