package dev.freshet.gateway.protocol;

import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.WireProtocol;

/**
 * The errors that every AWS service answers, before an action is reached. Codes and statuses differ by protocol: query
 * services drop the suffix, JSON ones answer 400 throughout, REST ones use HTTP's statuses.
 */
public enum CommonError {
    ACCESS_DENIED("AccessDenied", 403, "AccessDeniedException", 400, 403),
    BODY_TOO_LARGE("RequestEntityTooLarge", 413, "RequestEntityTooLargeException", 413, 413),
    BODY_UNREADABLE("MalformedInput", 400, "SerializationException", 400, 400),
    BUSY("ServiceUnavailable", 503, "ServiceUnavailableException", 503, 503),
    INTERNAL_FAILURE("ServiceFailure", 500, "InternalFailure", "InternalServerException", 500, 500),
    INCOMPLETE_SIGNATURE("IncompleteSignature", 400, "IncompleteSignatureException", 400, 403),
    MISSING_SIGNATURE("MissingAuthenticationToken", 403, "MissingAuthenticationTokenException", 400, 403),
    TOKEN_EXPIRED("ExpiredToken", 403, "ExpiredTokenException", 400, 403),
    UNKNOWN_KEY("InvalidClientTokenId", 403, "UnrecognizedClientException", 400, 403),
    UNKNOWN_OPERATION("InvalidAction", 400, "UnknownOperationException", 400, 404),
    WRONG_SIGNATURE("SignatureDoesNotMatch", 403, "InvalidSignatureException", 400, 403);

    private final String queryCode;
    private final int queryStatus;
    private final String jsonCode;
    private final String restCode;
    private final int jsonStatus;
    private final int restStatus;

    CommonError(String queryCode, int queryStatus, String jsonCode, int jsonStatus, int restStatus) {
        this(queryCode, queryStatus, jsonCode, jsonCode, jsonStatus, restStatus);
    }

    CommonError(String queryCode, int queryStatus, String jsonCode, String restCode, int jsonStatus, int restStatus) {
        this.queryCode = queryCode;
        this.queryStatus = queryStatus;
        this.jsonCode = jsonCode;
        this.restCode = restCode;
        this.jsonStatus = jsonStatus;
        this.restStatus = restStatus;
    }

    public ApiException in(WireProtocol protocol, String message) {
        return switch (protocol) {
            case WireProtocol.AwsJson _ -> new ApiException(jsonCode, jsonStatus, message);
            case WireProtocol.RestJson _ -> new ApiException(restCode, restStatus, message);
            case WireProtocol.AwsQuery _ -> new ApiException(queryCode, queryStatus, message);
        };
    }
}
