package dev.freshet.gateway.signature;

import static dev.freshet.gateway.signature.SignatureRefusedException.Reason.INCOMPLETE;
import static dev.freshet.gateway.signature.SignatureRefusedException.Reason.TOKEN_EXPIRED;
import static dev.freshet.gateway.signature.SignatureRefusedException.Reason.UNKNOWN_KEY;
import static dev.freshet.gateway.signature.SignatureRefusedException.Reason.WRONG;

import dev.freshet.gateway.AccessKeys;
import dev.freshet.gateway.AccessKeys.AccessKey;
import dev.freshet.gateway.signature.ClaimedSignature.Form;
import dev.freshet.gateway.wire.WireRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Recomputes the signature of a request from the secret that belongs to its key. Both forms are verified: the header
 * {@code Authorization} and the query (a presigned request, such as the token a database takes as password).
 *
 * <p>Source: "AWS Signature Version 4 for API requests", IAM User Guide; the texts are those AWS answers.
 */
public final class SignatureVerifier {
    /** Fields that, when a request has them, decide what it does: unsigned they could be changed on the way. */
    private static final List<String> SIGNED_WHEN_PRESENT =
            List.of("x-amz-date", "x-amz-security-token", "x-amz-target");

    private final AccessKeys keys;
    private final InstantSource clock;

    public SignatureVerifier(AccessKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The scope that the request claims, unverified: it tells which service is meant. */
    public static Optional<CredentialScope> claimedScope(WireRequest request) {
        try {
            return Optional.of(ClaimedSignature.read(request, QueryString.parse(request.rawQuery()))
                    .scope());
        } catch (SignatureRefusedException e) {
            return Optional.empty();
        }
    }

    /** Whose key signed this request. */
    public AccessKey verify(WireRequest request, ExpectedScope expected) throws SignatureRefusedException {
        QueryString query = QueryString.parse(request.rawQuery());
        ClaimedSignature claim = ClaimedSignature.read(request, query);
        requireSignedHeaders(request, claim);
        requireScope(claim, expected);
        Instant now = clock.instant();
        SignatureTime.require(claim.time(), validity(claim.form()), now);
        AccessKey key = keys.find(claim.scope().accessKeyId()).orElseThrow(SignatureVerifier::unknownKey);
        requireToken(key, claim, now);
        requireSignature(request, query, claim, key);
        return key;
    }

    private static Duration validity(Form form) {
        return switch (form) {
            case Form.InHeader _ -> SignatureTime.TOLERANCE;
            case Form.InQuery(Duration validity) -> validity;
        };
    }

    private static void requireSignedHeaders(WireRequest request, ClaimedSignature claim)
            throws SignatureRefusedException {
        List<String> signed = claim.signedHeaders().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        // The JavaScript SDK signs HTTP/2's own name of the host.
        if (!signed.contains("host") && !signed.contains(":authority")) {
            throw unsigned("Host");
        }
        for (String name : SIGNED_WHEN_PRESENT) {
            if (request.headers().has(name) && !signed.contains(name)) {
                throw unsigned(name);
            }
        }
    }

    private static SignatureRefusedException unsigned(String header) {
        return new SignatureRefusedException(
                INCOMPLETE, "'" + header + "' must be a 'SignedHeader' in the AWS Authorization.");
    }

    private static void requireScope(ClaimedSignature claim, ExpectedScope expected) throws SignatureRefusedException {
        CredentialScope scope = claim.scope();
        StringBuilder faults = new StringBuilder();
        if (!expected.regions().contains(scope.region())) {
            faults.append("Credential should be scoped to a valid region. ");
        }
        if (!scope.service().equals(expected.service())) {
            faults.append("Credential should be scoped to correct service: '")
                    .append(expected.service())
                    .append("'. ");
        }
        if (!scope.terminator().equals(CredentialScope.TERMINATOR)) {
            faults.append("Credential should be scoped with a valid terminator: 'aws4_request', not '")
                    .append(scope.terminator())
                    .append("'. ");
        }
        String day = SignatureTime.text(claim.time()).substring(0, 8);
        if (!scope.date().equals(day)) {
            faults.append("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '")
                    .append(scope.date() + "' != '" + day + "', from '" + claim.timeText() + "'. ");
        }
        if (!faults.isEmpty()) {
            throw new SignatureRefusedException(WRONG, faults.toString());
        }
    }

    private static SignatureRefusedException unknownKey() {
        return new SignatureRefusedException(UNKNOWN_KEY, "The security token included in the request is invalid.");
    }

    private static void requireToken(AccessKey key, ClaimedSignature claim, Instant now)
            throws SignatureRefusedException {
        boolean same = equalInConstantTime(
                key.sessionToken().orElse(""), claim.securityToken().orElse(""));
        if (!same) {
            throw unknownKey();
        }
        if (key.expiration().isPresent() && !now.isBefore(key.expiration().get())) {
            throw new SignatureRefusedException(TOKEN_EXPIRED, "The security token included in the request is expired");
        }
    }

    private static void requireSignature(WireRequest request, QueryString query, ClaimedSignature claim, AccessKey key)
            throws SignatureRefusedException {
        String bodyHash = SigningKey.sha256(request.body());
        String canonical = CanonicalRequest.of(request, query, claim.signedHeaders(), bodyHash);
        String stringToSign = ClaimedSignature.ALGORITHM + "\n"
                + SignatureTime.text(claim.time()) + "\n"
                + claim.scope().text() + "\n"
                + SigningKey.sha256(canonical.getBytes(StandardCharsets.UTF_8));
        String expected = SigningKey.derive(key.secret(), claim.scope()).sign(stringToSign);
        boolean bodyAsDeclared =
                request.headers().all("x-amz-content-sha256").stream().allMatch(declared -> declared.equals(bodyHash));
        if (!equalInConstantTime(expected, claim.signature()) || !bodyAsDeclared) {
            throw new SignatureRefusedException(
                    WRONG,
                    "The request signature we calculated does not match the signature you provided. Check your AWS"
                            + " Secret Access Key and signing method. Consult the service documentation for details.");
        }
    }

    private static boolean equalInConstantTime(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
