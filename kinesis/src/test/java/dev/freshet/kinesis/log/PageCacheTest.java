package dev.freshet.kinesis.log;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Has {@link PageCacheProcess} keep a log where files cannot be written past the page cache. */
@Timeout(300)
class PageCacheTest {
    @Test
    void aLogLivesWhereFilesCannotBeWrittenPastThePageCache(@TempDir Path folder) throws Exception {
        OwnDisk.ofPageCacheAlone(folder).runs(PageCacheProcess.class, "kept");
    }
}
