package dev.freshet.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.catalog.TransactionPolicy.Failure;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "40001, COLLISION",
        "40P01, COLLISION",
        "08006, AWAY",
        "08001, AWAY",
        "57P01, AWAY",
        "57P02, AWAY",
        "57P03, AWAY",
        "23505, OTHER",
        "42P01, OTHER",
        "57014, OTHER",
    })
    void theSqlStateDecides(String state, Failure failure) {
        SQLException cause = new SQLException("as the server said", state);
        assertThat(TransactionPolicy.failureOf(new IllegalStateException("wrapped", cause)))
                .isEqualTo(failure);
    }

    @Test
    void aPoolWithoutConnectionsIsAway() {
        assertThat(TransactionPolicy.failureOf(new RuntimeException(new SQLTransientConnectionException("timed out"))))
                .isEqualTo(Failure.AWAY);
    }

    @Test
    void whatIsNoDatabasesFaultIsTheCallers() {
        assertThat(TransactionPolicy.failureOf(new IllegalArgumentException("no stamp")))
                .isEqualTo(Failure.OTHER);
    }

    @Test
    void pausesGrowFromMillisecondsToATwentieth() {
        assertThat(TransactionPolicy.pauseAfter(1)).isEqualTo(Duration.ofMillis(2));
        assertThat(TransactionPolicy.pauseAfter(TransactionPolicy.ATTEMPTS_MAX)).isEqualTo(Duration.ofMillis(50));
    }
}
