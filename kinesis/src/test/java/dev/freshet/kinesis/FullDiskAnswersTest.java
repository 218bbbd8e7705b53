package dev.freshet.kinesis;

import dev.freshet.kinesis.log.OwnDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Has {@link FullDiskAnswersProcess} serve from a small disk. */
@Timeout(300)
class FullDiskAnswersTest {
    @Test
    void putsAreAnsweredWithAnInternalFailureWhileTheDiskIsFullAndAgainWellWhenThereIsRoom(@TempDir Path folder)
            throws Exception {
        OwnDisk.small(folder, 256).runs(FullDiskAnswersProcess.class, "recovered");
    }
}
