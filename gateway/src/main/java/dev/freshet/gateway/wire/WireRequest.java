package dev.freshet.gateway.wire;

/**
 * A request as it came over the wire, nothing decoded.
 *
 * @param rawPath with its percent encoding, from the first slash to before the question mark
 * @param rawQuery what follows the question mark, without it; empty when there is none
 * @param body the bytes as sent, before any content encoding is undone
 */
public record WireRequest(String method, String rawPath, String rawQuery, HeaderFields headers, byte[] body) {}
