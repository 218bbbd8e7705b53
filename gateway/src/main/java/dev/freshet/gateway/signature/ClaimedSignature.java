package dev.freshet.gateway.signature;

import static dev.freshet.gateway.signature.SignatureRefusedException.Reason.INCOMPLETE;
import static dev.freshet.gateway.signature.SignatureRefusedException.Reason.MISSING;
import static dev.freshet.gateway.signature.SignatureRefusedException.Reason.WRONG;

import dev.freshet.gateway.wire.HeaderFields;
import dev.freshet.gateway.wire.WireRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request says of its own signature, read but not verified.
 *
 * @param signedHeaders names as given
 * @param signature as given, hexadecimal when honest
 * @param time when it was made, at whole seconds
 * @param timeText {@code time} as the request has it
 * @param securityToken of temporary credentials
 * @param form where the request carries it
 */
record ClaimedSignature(
        CredentialScope scope,
        List<String> signedHeaders,
        String signature,
        Instant time,
        String timeText,
        Optional<String> securityToken,
        Form form) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    sealed interface Form {
        /** In the header {@code Authorization}; good for the clock tolerance. */
        record InHeader() implements Form {}

        /** In the query, that is presigned; good for {@code validity}. */
        record InQuery(Duration validity) implements Form {}
    }

    /** Reads the header form, or the query form when the query has a signature's algorithm. */
    static ClaimedSignature read(WireRequest request, QueryString query) throws SignatureRefusedException {
        List<String> authorizations = request.headers().all("authorization");
        boolean inQuery = query.encoded("X-Amz-Algorithm").isPresent()
                || query.encoded("X-Amz-Signature").isPresent();
        if (inQuery && !authorizations.isEmpty()) {
            throw new SignatureRefusedException(
                    WRONG, "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
        }
        if (inQuery) {
            return fromQuery(query);
        }
        if (authorizations.isEmpty() || authorizations.getFirst().isBlank()) {
            throw new SignatureRefusedException(MISSING, "Missing Authentication Token");
        }
        if (authorizations.size() > 1) {
            throw new SignatureRefusedException(INCOMPLETE, "There is more than one Authorization header");
        }
        return fromHeader(authorizations.getFirst().trim(), request.headers());
    }

    private static ClaimedSignature fromHeader(String authorization, HeaderFields headers)
            throws SignatureRefusedException {
        int space = authorization.indexOf(' ');
        String algorithm = space < 0 ? authorization : authorization.substring(0, space);
        if (!algorithm.equals(ALGORITHM)) {
            throw new SignatureRefusedException(INCOMPLETE, "Unsupported AWS 'algorithm': '" + algorithm + "'.");
        }
        Map<String, String> parts = headerParts(authorization, space < 0 ? authorization.length() : space + 1);
        Optional<String> time = headers.first("x-amz-date").or(() -> headers.first("date"));
        String missing = missing(parts, "Authorization header requires '%s' parameter. ")
                + (time.isPresent()
                        ? ""
                        : "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        if (!missing.isEmpty() || time.isEmpty()) {
            throw new SignatureRefusedException(INCOMPLETE, missing + "Authorization=" + authorization);
        }
        return new ClaimedSignature(
                scope(part(parts, "Credential")),
                List.of(part(parts, "SignedHeaders").split(";")),
                part(parts, "Signature"),
                SignatureTime.parse(time.get()),
                time.get(),
                headers.first("x-amz-security-token"),
                new Form.InHeader());
    }

    private static Map<String, String> headerParts(String authorization, int from) throws SignatureRefusedException {
        Map<String, String> parts = new HashMap<>();
        for (String part : authorization.substring(from).split(",")) {
            String trimmed = part.trim();
            int equals = trimmed.indexOf('=');
            if (!trimmed.isEmpty() && equals < 0) {
                throw new SignatureRefusedException(
                        INCOMPLETE,
                        "'" + trimmed + "' not a valid key=value pair (missing equal-sign) in Authorization header: '"
                                + authorization + "'.");
            }
            if (equals > 0) {
                parts.put(trimmed.substring(0, equals), trimmed.substring(equals + 1));
            }
        }
        return parts;
    }

    private static String missing(Map<String, String> parts, String sentence) {
        StringBuilder missing = new StringBuilder();
        for (String name : List.of("Credential", "Signature", "SignedHeaders")) {
            if (parts.getOrDefault(name, "").isEmpty()) {
                missing.append(String.format(sentence, name));
            }
        }
        return missing.toString();
    }

    private static ClaimedSignature fromQuery(QueryString query) throws SignatureRefusedException {
        List<String> missing = new ArrayList<>();
        for (String name : List.of("Algorithm", "Credential", "Signature", "SignedHeaders", "Date", "Expires")) {
            if (query.encoded("X-Amz-" + name).orElse("").isEmpty()) {
                missing.add("AWS query-string parameters must include 'X-Amz-" + name + "'. ");
            }
        }
        if (!missing.isEmpty()) {
            throw new SignatureRefusedException(
                    INCOMPLETE, String.join("", missing) + "Re-examine the query-string parameters.");
        }
        String algorithm = plain(query, "X-Amz-Algorithm");
        if (!algorithm.equals(ALGORITHM)) {
            throw new SignatureRefusedException(INCOMPLETE, "Unsupported AWS 'algorithm': '" + algorithm + "'.");
        }
        String time = plain(query, "X-Amz-Date");
        return new ClaimedSignature(
                scope(plain(query, "X-Amz-Credential")),
                List.of(plain(query, "X-Amz-SignedHeaders").split(";")),
                plain(query, "X-Amz-Signature"),
                SignatureTime.parse(time),
                time,
                query.encoded("X-Amz-Security-Token").map(ClaimedSignature::decoded),
                new Form.InQuery(SignatureTime.validity(plain(query, "X-Amz-Expires"))));
    }

    private static CredentialScope scope(String credential) throws SignatureRefusedException {
        return CredentialScope.parse(credential)
                .orElseThrow(() -> new SignatureRefusedException(
                        INCOMPLETE,
                        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term,"
                                + " got '" + credential + "'"));
    }

    private static String part(Map<String, String> parts, String name) {
        return parts.getOrDefault(name, "");
    }

    private static String plain(QueryString query, String name) {
        return query.encoded(name).map(ClaimedSignature::decoded).orElse("");
    }

    private static String decoded(String canonical) {
        return URLDecoder.decode(canonical, StandardCharsets.UTF_8);
    }
}
