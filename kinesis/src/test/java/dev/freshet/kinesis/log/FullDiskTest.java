package dev.freshet.kinesis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 40 MiB, in memory, that only {@link FullDiskProcess} sees: mounting needs a namespace of its own. */
@Timeout(300)
class FullDiskTest {
    private static final String MOUNT = "mount -t tmpfs -o size=40m,mode=777 tmpfs \"$0\" && ";

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    Path folder;

    @Test
    void aFullDiskRefusesPutsKeepsWhatWasThereAndRecoversWhenThereIsRoom() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(mayMount(disk), "This machine does not let the test mount a small disk");
        Path errors = folder.resolve("errors");

        List<String> command = unshare(disk, MOUNT + "exec \"$@\"");
        command.addAll(ChildJvm.command(FullDiskProcess.class, disk));
        Process process = ChildJvm.start(command, errors);
        String said = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor()).as(said + Files.readString(errors)).isZero();
        assertThat(said).endsWith("recovered\n");
    }

    private boolean mayMount(Path disk) throws Exception {
        Process trial = ChildJvm.start(unshare(disk, MOUNT + "true"), folder.resolve("trial"));
        return trial.waitFor(60, TimeUnit.SECONDS) && trial.exitValue() == 0;
    }

    /** As root in truth or, for others, within the namespace. */
    private static List<String> unshare(Path disk, String script) {
        return new ArrayList<>(
                List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, disk.toString()));
    }
}
