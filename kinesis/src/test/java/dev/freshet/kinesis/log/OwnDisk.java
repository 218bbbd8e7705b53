package dev.freshet.kinesis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A disk in memory that only a program of its own sees: mounting needs a namespace of its own.
 *
 * @param folder of the test; the disk is mounted in it
 * @param mountOptions say which disk
 */
public record OwnDisk(Path folder, String mountOptions) {
    public static OwnDisk small(Path folder, int mebibytes) {
        return new OwnDisk(folder, "-t tmpfs -o size=" + mebibytes + "m,mode=777");
    }

    /** ramfs is nothing but page cache, and refuses whoever wants to write past it. */
    static OwnDisk ofPageCacheAlone(Path folder) {
        return new OwnDisk(folder, "-t ramfs -o mode=777");
    }

    /** Runs a program that takes the disk's path and ends well, with this as its last line, if its promises hold. */
    public void runs(Class<?> program, String lastLine) throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(mayMount(disk), "This machine does not let the test mount a disk");
        Path errors = folder.resolve("errors");

        List<String> command = unshare(disk, mount() + "exec \"$@\"");
        command.addAll(ChildJvm.command(program, disk));
        Process process = ChildJvm.start(command, errors);
        String said = new String(process.getInputStream().readAllBytes());

        assertThat(process.waitFor()).as(said + Files.readString(errors)).isZero();
        assertThat(said).endsWith(lastLine + "\n");
    }

    private boolean mayMount(Path disk) throws InterruptedException {
        Process trial = ChildJvm.start(unshare(disk, mount() + "true"), folder.resolve("trial"));
        return trial.waitFor(60, TimeUnit.SECONDS) && trial.exitValue() == 0;
    }

    private String mount() {
        return "mount " + mountOptions + " none \"$0\" && ";
    }

    /** As root in truth or, for others, within the namespace. */
    private static List<String> unshare(Path disk, String script) {
        return new ArrayList<>(
                List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, disk.toString()));
    }
}
