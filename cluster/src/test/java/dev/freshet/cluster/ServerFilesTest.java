package dev.freshet.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small parts: names, ports, the log, the JSON files. */
class ServerFilesTest {
    @TempDir
    Path folder;

    @Property
    void membersAreReadAsTheyWereWritten(@ForAll Map<String, String> members) throws IOException {
        assertThat(FlatJson.read(FlatJson.write(members))).isEqualTo(members);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"port\": 5432}", "{\"a\": {}}", "{\"a\": \"b\"", "{\"a\": null}", "not json"})
    void whatFreshetDidNotWriteIsRefused(String text) {
        assertThatThrownBy(() -> FlatJson.read(text)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "with-dash", "../up", "abcdefghijklmnopqrstuvwxyz1"})
    void aNameThatIsNoFolderNameIsRefused(String name) {
        assertThatThrownBy(() -> new ServerName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLogBeyondItsBoundMakesRoomAndKeepsWhatWasBefore() throws IOException {
        Path file = folder.resolve("server.log");
        ServerLog log = new ServerLog(file, 10);
        log.bound();
        Files.writeString(file, "0123456789");
        log.bound();
        assertThat(file).hasContent("0123456789");
        Files.writeString(file, "0123456789a");
        log.bound();
        assertThat(file).isEmptyFile();
        assertThat(folder.resolve("server.log.1")).hasContent("0123456789a");
    }

    @Test
    void theEndOfALogIsReadFromAPlaceOn() throws IOException {
        Path file = folder.resolve("server.log");
        Files.writeString(file, "x".repeat(20_000) + "the end");
        ServerLog log = new ServerLog(file, ServerLog.DEFAULT_MAX_BYTES);
        assertThat(log.since(20_000)).isEqualTo("the end");
        assertThat(log.since(0)).hasSize(8 * 1024).endsWith("the end");
        assertThat(log.since(99_999)).isEmpty();
    }

    @Test
    void aPortIsOneServersUntilItIsReleased() throws IOException {
        int port;
        try (ServerSocket free = boundBelowWhatClientsGet()) {
            port = free.getLocalPort();
            assertThat(new Ports().claim(port, new ServerName("a"))).isFalse();
        }
        Ports ports = new Ports();
        assertThat(ports.claim(port, new ServerName("a"))).isTrue();
        assertThat(ports.claim(port, new ServerName("a"))).isTrue();
        assertThat(ports.claim(port, new ServerName("b"))).isFalse();
        ports.release(new ServerName("a"));
        assertThat(ports.claim(port, new ServerName("b"))).isTrue();
    }

    /** A port that the system chooses may be given to anybody's connection once it is free. */
    private static ServerSocket boundBelowWhatClientsGet() {
        for (int port = 18_000; ; port++) {
            try {
                return new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
            } catch (IOException e) {
                assertThat(port).isLessThan(19_000);
            }
        }
    }

    @Test
    void aPasswordIsNotShown() {
        assertThat(new Login("admin", "secret")).hasToString("admin");
    }

    @Test
    void deletingDoesNotFollowSymbolicLinks() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Files.writeString(kept.resolve("file"), "content");
        Path deleted = Files.createDirectory(folder.resolve("deleted"));
        Files.createSymbolicLink(deleted.resolve("link"), kept);
        Folders.delete(deleted);
        assertThat(deleted).doesNotExist();
        assertThat(kept.resolve("file")).exists();
    }
}
