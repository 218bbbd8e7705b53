package dev.freshet.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.freshet.cluster.ClusterException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class PostgresBinariesTest {
    private static final String RUNS = "#!/bin/sh\nexit 0\n";

    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, postgres-linux-x86_64.txz",
        "Linux, aarch64, postgres-linux-arm_64.txz",
        "Mac OS X, aarch64, postgres-darwin-arm_64.txz",
        "Mac OS X, x86_64, postgres-darwin-x86_64.txz",
    })
    void theArchiveIsNamedAfterTheMachine(String system, String processor, String resource) {
        assertThat(PostgresBinaries.resourceName(system, processor)).isEqualTo(resource);
    }

    @Test
    void modesAndSymbolicLinksAreKept() throws IOException {
        PostgresBinaries binaries = PostgresBinaries.unpackedIn(home, "1.0", archive(RUNS));
        assertThat(modeOf(binaries.tool("postgres"))).isEqualTo("rwxr-xr-x");
        assertThat(modeOf(binaries.folder().resolve("lib/libpq.so.5"))).isEqualTo("rw-r--r--");
        assertThat(Files.readSymbolicLink(binaries.folder().resolve("lib/libpq.so")))
                .isEqualTo(Path.of("libpq.so.5"));
    }

    @Test
    void anUnpackedVersionIsNotUnpackedAgain() throws IOException {
        PostgresBinaries.unpackedIn(home, "1.0", archive(RUNS));
        PostgresBinaries.unpackedIn(home, "1.0", () -> {
            throw new AssertionError("opened again");
        });
    }

    @Test
    void binariesThatDoNotRunAreRefusedWithWhatTheySaidAndNotKept() throws IOException {
        PostgresBinaries.Archive archive = archive("#!/bin/sh\necho 'GLIBC_9 not found'\nexit 127\n");
        assertThatThrownBy(() -> PostgresBinaries.unpackedIn(home, "1.0", archive))
                .asInstanceOf(type(ClusterException.class))
                .returns(Kind.BINARIES_DO_NOT_RUN, ClusterException::kind)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("PostgreSQL 1.0 does not run on this machine", "GLIBC_9 not found");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void anArchiveThatIsCutShortLeavesNothing() throws IOException {
        byte[] whole = bytesOf(RUNS);
        PostgresBinaries.Archive half = () -> new ByteArrayInputStream(whole, 0, whole.length / 2);
        assertThatThrownBy(() -> PostgresBinaries.unpackedIn(home, "1.0", half))
                .asInstanceOf(type(ClusterException.class))
                .returns(Kind.FOLDER_UNUSABLE, ClusterException::kind);
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void anEntryThatLeavesTheFolderIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = tar(bytes)) {
            add(tar, "bin/../../escaped", 0644, "outside");
        }
        assertThatThrownBy(() ->
                        PostgresBinaries.unpackedIn(home, "1.0", () -> new ByteArrayInputStream(bytes.toByteArray())))
                .hasMessageContaining("outside its folder");
        try (Stream<Path> left = Files.list(home)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void theMachinesOwnBinariesRun() {
        PostgresBinaries binaries = TestPostgres.binaries();
        assertThat(binaries.majorVersion()).isEqualTo(18);
        for (String tool : new String[] {"initdb", "pg_ctl", "postgres"}) {
            assertThat(binaries.tool(tool)).isExecutable();
        }
    }

    private static PostgresBinaries.Archive archive(String postgres) throws IOException {
        byte[] bytes = bytesOf(postgres);
        return () -> new ByteArrayInputStream(bytes);
    }

    private static byte[] bytesOf(String postgres) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = tar(bytes)) {
            add(tar, "bin/postgres", 0755, postgres);
            add(tar, "lib/libpq.so.5", 0644, "library");
            TarArchiveEntry link = new TarArchiveEntry("lib/libpq.so", TarConstants.LF_SYMLINK);
            link.setLinkName("libpq.so.5");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static TarArchiveOutputStream tar(ByteArrayOutputStream bytes) throws IOException {
        return new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options()));
    }

    private static void add(TarArchiveOutputStream tar, String name, int mode, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static String modeOf(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
