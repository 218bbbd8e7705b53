package dev.freshet.gateway.signature;

import static dev.freshet.gateway.signature.SignatureRefusedException.Reason.WRONG;

import dev.freshet.gateway.wire.HeaderFields;
import dev.freshet.gateway.wire.PercentEncoding;
import dev.freshet.gateway.wire.WireRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The text that both sides of a signature make from a request. See AWS's "Create a canonical request". */
final class CanonicalRequest {
    private CanonicalRequest() {}

    static String of(WireRequest request, QueryString query, List<String> signedHeaders, String bodyHash)
            throws SignatureRefusedException {
        StringBuilder text = new StringBuilder(512)
                .append(request.method())
                .append('\n')
                .append(path(request.rawPath()))
                .append('\n')
                .append(query.canonicalWithout("X-Amz-Signature"))
                .append('\n');
        for (String name : signedHeaders) {
            text.append(name)
                    .append(':')
                    .append(header(request.headers(), name))
                    .append('\n');
        }
        return text.append('\n')
                .append(String.join(";", signedHeaders))
                .append('\n')
                .append(bodyHash)
                .toString();
    }

    /** Without dot segments and doubled slashes, and, as in every service but S3, encoded once more than it came. */
    static String path(String rawPath) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : rawPath.split("/")) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(PercentEncoding.encode(segment));
            }
        }
        boolean endsInSlash = rawPath.endsWith("/") && !segments.isEmpty();
        return segments.stream().collect(Collectors.joining("/", "/", endsInSlash ? "/" : ""));
    }

    private static String header(HeaderFields headers, String name) throws SignatureRefusedException {
        List<String> values = headers.all(name.toLowerCase(Locale.ROOT));
        if (values.isEmpty()) {
            throw new SignatureRefusedException(
                    WRONG, "'" + name + "' is named as a SignedHeader, but it does not exist in the HTTP request");
        }
        return values.stream().map(CanonicalRequest::squeezed).collect(Collectors.joining(","));
    }

    private static String squeezed(String value) {
        String trimmed = value.trim();
        return trimmed.contains("  ") ? trimmed.replaceAll(" +", " ") : trimmed;
    }
}
