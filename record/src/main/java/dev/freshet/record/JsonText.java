package dev.freshet.record;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The text of one JSON object, known to be well-formed. It lies in the array it was read from, which must stay as it is. */
public final class JsonText {
    private final Bytes bytes;

    private JsonText(Bytes bytes) {
        this.bytes = bytes;
    }

    /** @throws UnreadableRecordException when the bytes are not exactly one JSON object */
    public static JsonText ofObject(Bytes bytes) {
        JsonScanner json = new JsonScanner(bytes);
        JsonText text = json.object();
        json.expectEnd();
        return text;
    }

    /** Of what the scanner has passed over. */
    static JsonText scanned(Bytes bytes) {
        return new JsonText(bytes);
    }

    /** UTF-8. */
    public Bytes bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonText text && bytes.hasSameContent(text.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.contentHash();
    }

    @Override
    public String toString() {
        return new String(bytes.array(), bytes.from(), bytes.length(), StandardCharsets.UTF_8);
    }
}
