package dev.freshet.app.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.capture.DatabaseAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    private static final Map<String, String> NOTHING = Map.of();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://me:se%2Fcret@db.example.com:6432/shop",
                "postgres://me:se%2Fcret@db.example.com:6432/shop",
                "jdbc:postgresql://me:se%2Fcret@db.example.com:6432/shop",
                "jdbc:postgresql://db.example.com:6432/shop?user=me&password=se%2Fcret"
            })
    void allFormsThatPeopleWriteMeanTheSame(String url) {
        assertThat(DatabaseUrl.parse(url, NOTHING))
                .isEqualTo(new DatabaseAddress("db.example.com", 6432, "shop", "me", "se/cret"));
    }

    @Test
    void whatTheUrlLacksComesFromTheEnvironmentOrIsUsual() {
        assertThat(DatabaseUrl.parse("postgresql://localhost", Map.of("PGUSER", "me", "PGPASSWORD", "secret")))
                .isEqualTo(new DatabaseAddress("localhost", 5432, "me", "me", "secret"));
        assertThat(DatabaseUrl.parse("postgresql://me@[::1]/shop", Map.of("PGUSER", "other")))
                .isEqualTo(new DatabaseAddress("::1", 5432, "shop", "me", ""));
        assertThat(DatabaseUrl.parse("postgresql://a+b@localhost/shop", NOTHING).user())
                .isEqualTo("a+b");
    }

    @Test
    void onlyWhatConcernsTheConnectionsSafetyIsPassedOn() {
        assertThat(DatabaseUrl.parse("postgresql://me@localhost/shop?sslmode=verify-full", NOTHING)
                        .parameters())
                .containsExactly(Map.entry("sslmode", "verify-full"));
        assertThatThrownBy(() -> DatabaseUrl.parse("postgresql://me@localhost/shop?socketFactory=Evil", NOTHING))
                .hasMessageContaining("socketFactory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://me:secret@localhost/shop",
                "localhost/shop",
                "postgresql://localhost/shop",
                "postgresql://me:sec%ret@localhost/shop",
                "postgresql://me:secret@one,two/shop"
            })
    void aRefusalSaysWhatIsWrongAndNotThePassword(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url, NOTHING))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith("The URL")
                .doesNotContain("sec");
    }
}
