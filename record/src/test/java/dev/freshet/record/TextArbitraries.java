package dev.freshet.record;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts for properties. */
final class TextArbitraries {
    private TextArbitraries() {}

    /** All of Unicode, and often what JSON escapes or UTF-8 writes in another number of bytes. */
    static Arbitrary<String> texts(int longest) {
        Arbitrary<Integer> special = Arbitraries.of(
                0, 1, 8, 9, 10, 12, 13, 0x1F, 0x20, 0x22, 0x5C, 0x2F, 0x61, 0x75, 0x7F, 0x80, 0x7FF, 0x800, 0x2028,
                0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF);
        Arbitrary<Integer> any = Arbitraries.integers()
                .between(0, Character.MAX_CODE_POINT)
                .filter(character -> character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE);
        return Arbitraries.oneOf(special, any).list().ofMaxSize(longest).map(characters -> {
            StringBuilder text = new StringBuilder();
            characters.forEach(text::appendCodePoint);
            return text.toString();
        });
    }
}
