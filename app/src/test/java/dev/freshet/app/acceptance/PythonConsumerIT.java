package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Step 5 of the guide, with its scripts as they are printed there. */
@Needs({Tool.AWS_CLI, Tool.BOTO3, Tool.PSQL})
@ExtendWith(SharedFreshet.class)
class PythonConsumerIT {
    @Test
    void theGuidesScriptPrintsTheChanges(Guide guide, Shell shell) {
        List<Change> changes = guide.rows().changes();
        shell.save("consume_cdc.py", Resource.text("consume_cdc.py"));

        Outcome printed = shell.type("python3 consume_cdc.py --stream-name my-cdc-stream --region us-east-1")
                .succeeded();

        assertThat(printed.outLines().getFirst()).isEqualTo("Reading from my-cdc-stream (4 shard(s))");
        Change inserted = changes.getFirst();
        assertThat(printed.out())
                .contains("[INSERT/UPDATE] public.test_cdc txId=" + inserted.transaction() + " ts_ns="
                        + inserted.committedNanos() + " type=full\n"
                        + "  after: {\"id\": 1, \"message\": \"hello cdc\"}")
                .contains("[UPDATE] public.test_cdc txId=")
                .contains("  after: {\"id\": 2, \"message\": \"changed\"}")
                .contains("[DELETE] public.test_cdc txId=")
                .contains("  before: {\"id\": 2}");
    }

    @Test
    void theGuidesLastWriterWinsAcceptsEachChangeOnce(Guide guide, Shell shell) {
        List<Change> changes = guide.rows().changes();
        shell.save("last_writer_wins.py", Resource.text("last_writer_wins.py"));
        shell.save("accept_twice.py", Resource.text("accept_twice.py"));

        Outcome answers = shell.typeInto(
                        "python3 accept_twice.py",
                        changes.stream().map(Change::text).collect(Collectors.joining("\n")))
                .succeeded();

        assertThat(answers.outLines()).hasSameSizeAs(changes).containsOnly("[true, false]");
    }
}
