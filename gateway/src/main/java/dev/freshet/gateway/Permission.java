package dev.freshet.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An action on a resource, with what is known of the request.
 *
 * @param action such as {@code kinesis:PutRecords}
 * @param resource an ARN, or {@code *} for actions without a resource
 * @param context condition keys of this request beyond those of the caller, such as {@code iam:PassedToService}
 * @param resourcePolicy the policy on the resource, as its owner put it there
 */
public record Permission(
        String action, String resource, Map<String, List<String>> context, Optional<String> resourcePolicy) {
    public Permission {
        context = Map.copyOf(context);
    }

    public Permission(String action, String resource, Map<String, List<String>> context) {
        this(action, resource, context, Optional.empty());
    }

    public static Permission of(String action, String resource) {
        return new Permission(action, resource, Map.of());
    }
}
