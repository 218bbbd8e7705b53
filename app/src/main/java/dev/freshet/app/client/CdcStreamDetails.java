package dev.freshet.app.client;

import java.util.Optional;

/**
 * @param status such as {@code ACTIVE}
 * @param reason such as {@code KINESIS_ACCESS_DENIED}, while it is impaired or failed
 */
public record CdcStreamDetails(String id, String status, Optional<String> reason, String dataStreamArn) {}
