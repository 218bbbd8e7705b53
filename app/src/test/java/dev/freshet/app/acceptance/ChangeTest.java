package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeTest {
    private static final String DOCUMENTED = """
            {"type":"full","op":"u","before":null,"after":{"id":7,"note":"a \\"}\\u0001","amt":"1.50"},\
            "source":{"version":"1.0","ts_ms":1790000000123,"ts_ns":1790000000123456789,\
            "txId":"ffthunp5stx6ffs2vyfqoatmfu","schema":"public","table":"t","db":"postgres",\
            "cluster":"kmabugltfmjdaj2siqr2qbxgju"},"ts_ms":1790000000200,"ts_ns":1790000000200000001}""";

    @Test
    void readsTheDocumentedRecord() {
        Change change = Change.parse(DOCUMENTED);

        assertThat(change.op()).isEqualTo("u");
        assertThat(change.before().isNull()).isTrue();
        assertThat(change.after().path("note").asString()).isEqualTo("a \"}\u0001");
        assertThat(change.column("id").asInt()).isEqualTo(7);
        assertThat(change.schema() + "." + change.table()).isEqualTo("public.t");
        assertThat(change.cluster()).isEqualTo("kmabugltfmjdaj2siqr2qbxgju");
        assertThat(change.transaction()).isEqualTo("ffthunp5stx6ffs2vyfqoatmfu");
        assertThat(change.committed()).isEqualTo("2026-09-21T14:13:20.123456789Z");
        assertThat(change.processed()).isEqualTo("2026-09-21T14:13:20.200000001Z");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "another order              | \"op\":\"u\",\"before\":null | \"before\":null,\"op\":\"u\"",
                "a space                    | \"op\":\"u\"                 | \"op\": \"u\"",
                "an unknown operation       | \"op\":\"u\"                 | \"op\":\"r\"",
                "a member too many          | \"before\":null              | \"before\":null,\"key\":null",
                "a member missing           | \"version\":\"1.0\",         | ``",
                "another database           | \"db\":\"postgres\"          | \"db\":\"other\"",
                "times in text              | :1790000000123,              | :\"1790000000123\",",
                "milliseconds of their own  | :1790000000200,              | :1790000000201,",
                "an identifier of 130 bits  | ffthunp5stx6ffs2vyfqoatmfu   | ffthunp5stx6ffs2vyfqoatmfb",
                "upper case                 | kmabugltfmjdaj2siqr2qbxgju   | Kmabugltfmjdaj2siqr2qbxgju",
                "a column twice             | \"amt\":\"1.50\"             | \"id\":7",
                "a rest                     | 0000001}                   | 0000001}}",
            })
    void refusesEverythingElse(String difference, String documented, String different) {
        String text = DOCUMENTED.replace(documented, different == null ? "" : different);

        assertThat(text).isNotEqualTo(DOCUMENTED);
        assertThatThrownBy(() -> Change.parse(text))
                .as(difference)
                .isInstanceOfAny(AssertionError.class, RuntimeException.class);
    }
}
