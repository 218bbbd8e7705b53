package dev.freshet.gateway.protocol;

import dev.freshet.gateway.schema.Member;
import dev.freshet.gateway.schema.Shape;
import dev.freshet.gateway.schema.Shape.Scalar;
import dev.freshet.gateway.schema.Structure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the XML of AWS query answers: elements and text, no attributes but the namespace. */
final class XmlWriter {
    private final StringBuilder xml = new StringBuilder(512);

    XmlWriter open(String element) {
        xml.append('<').append(element).append('>');
        return this;
    }

    XmlWriter openRoot(String element, String namespace) {
        xml.append('<').append(element).append(" xmlns=\"").append(namespace).append("\">");
        return this;
    }

    XmlWriter close(String element) {
        xml.append("</").append(element).append('>');
        return this;
    }

    XmlWriter text(String element, String text) {
        open(element);
        escape(text);
        return close(element);
    }

    /** The members of a record; absent ones are left out. */
    void members(Structure structure, Record record) {
        for (Member member : structure.members()) {
            Object value = member.valueIn(record);
            if (value != null) {
                element(member.wireName(), member.shape(), value);
            }
        }
    }

    private void element(String name, Shape shape, @Nullable Object value) {
        if (value == null) {
            return;
        }
        switch (shape) {
            case Scalar scalar -> text(name, ScalarText.print(scalar, value));
            case Shape.ListOf(Shape element) -> {
                open(name);
                ((List<?>) value).forEach(item -> element("member", element, item));
                close(name);
            }
            case Shape.MapOf(Shape valueShape) -> {
                open(name);
                ((Map<?, ?>) value).forEach((key, item) -> {
                    open("entry").text("key", (String) key);
                    element("value", valueShape, item);
                    close("entry");
                });
                close(name);
            }
            case Structure structure -> {
                open(name);
                members(structure, (Record) value);
                close(name);
            }
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                // A parser would turn a bare carriage return into a line feed.
                case '\r' -> xml.append("&#xD;");
                default -> xml.append(isAllowed(c) ? c : '\uFFFD');
            }
        }
    }

    /** XML 1.0 has no way to write the other control characters. */
    private static boolean isAllowed(char c) {
        return c >= ' ' && c != '\uFFFE' && c != '\uFFFF' || c == '\t' || c == '\n';
    }

    byte[] bytes() {
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }
}
