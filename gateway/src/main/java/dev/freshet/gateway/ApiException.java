package dev.freshet.gateway;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An AWS error: what a service answers when a call cannot be done. Each protocol knows how it looks on the wire.
 *
 * <p>It carries no stack trace: it is an answer, not a fault of the program.
 */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final int status;
    private final transient Map<String, Object> fields;

    /**
     * @param code the code on the wire, such as {@code ResourceNotFoundException} (JSON) or {@code NoSuchEntity} (query)
     * @param status HTTP status
     * @param fields members of the error shape beside the message, in wire spelling
     */
    public ApiException(String code, int status, String message, Map<String, Object> fields) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.fields = new LinkedHashMap<>(fields);
    }

    public ApiException(String code, int status, String message) {
        this(code, status, message, Map.of());
    }

    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    public Map<String, Object> fields() {
        return fields;
    }
}
