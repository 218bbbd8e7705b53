package dev.freshet.dsql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.dsql.CdcStreamState.Active;
import dev.freshet.dsql.CdcStreamState.Creating;
import dev.freshet.dsql.CdcStreamState.Deleting;
import dev.freshet.dsql.CdcStreamState.Failed;
import dev.freshet.dsql.CdcStreamState.Impaired;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CdcStreamStateTest {
    private static final Instant NOW = Instant.parse("2026-07-08T10:00:00Z");
    private static final List<CdcStreamState> ALL = List.of(
            new Creating(),
            new Active(),
            new Impaired(StreamFailureErrorCode.KINESIS_ACCESS_DENIED, NOW),
            new Failed(StreamFailureErrorCode.INTERNAL_ERROR, NOW),
            new Deleting());

    @Test
    void theDocumentedTransitionsAndNoOthersAreAllowed() {
        List<String> allowed = new ArrayList<>();
        for (CdcStreamState from : ALL) {
            for (CdcStreamState to : ALL) {
                if (from.mayBecome(to)) {
                    allowed.add(from.status() + " " + to.status());
                }
            }
        }

        assertThat(allowed)
                .containsExactly(
                        "CREATING ACTIVE",
                        "CREATING FAILED",
                        "CREATING DELETING",
                        "ACTIVE IMPAIRED",
                        "ACTIVE FAILED",
                        "ACTIVE DELETING",
                        "IMPAIRED ACTIVE",
                        "IMPAIRED FAILED",
                        "IMPAIRED DELETING",
                        "FAILED DELETING");
    }

    @Test
    void anImpairmentMayChangeItsReason() {
        Impaired impaired = new Impaired(StreamFailureErrorCode.KINESIS_ACCESS_DENIED, NOW);

        assertThat(impaired.mayBecome(new Impaired(StreamFailureErrorCode.ROLE_ACCESS_DENIED, NOW)))
                .isTrue();
    }
}
