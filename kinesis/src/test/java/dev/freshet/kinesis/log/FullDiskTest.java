package dev.freshet.kinesis.log;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Has {@link FullDiskProcess} fill a small disk. */
@Timeout(300)
class FullDiskTest {
    @Test
    void aFullDiskRefusesPutsKeepsWhatWasThereAndRecoversWhenThereIsRoom(@TempDir Path folder) throws Exception {
        OwnDisk.small(folder, 40).runs(FullDiskProcess.class, "recovered");
    }
}
