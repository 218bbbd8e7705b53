package dev.freshet.cluster;

import dev.freshet.cluster.ClusterException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's data directory: made by initdb, and configured anew before each start. */
record DataDirectory(Path path, PostgresBinaries binaries) {
    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

    /** The builtin provider came with 17, asynchronous reading by worker processes with 18. */
    private static final int BUILTIN_LOCALE_SINCE = 17;

    private static final String UNFINISHED_PREFIX = "data.unfinished-";

    private static final int IO_METHOD_SINCE = 18;

    private static final String HOST_BASED_AUTHENTICATION = """
            # Written by Freshet at every start: changes made here are lost.
            host all         all                 127.0.0.1/32 scram-sha-256
            host replication %s             127.0.0.1/32 scram-sha-256
            """.formatted(ServerCredentials.SUPERUSER);

    /**
     * Runs initdb unless the directory is there already. It works beside, in a directory of this attempt alone, which is
     * renamed at the end: a crash in between leaves nothing that looks whole, and an initdb that outlived it writes where
     * nobody looks. Text sorts by code point, as in Aurora DSQL, and upper() knows all of Unicode.
     */
    void initialize(Login superuser, boolean durable) {
        if (Files.isDirectory(path)) {
            checkVersion();
            return;
        }
        try {
            deleteLeftovers();
            Path fresh = Files.createTempDirectory(path.getParent(), UNFINISHED_PREFIX);
            List<String> arguments = new ArrayList<>(List.of("--pgdata=" + fresh, "--username=" + superuser.user()));
            arguments.addAll(List.of("--pwfile=/dev/stdin", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"));
            arguments.addAll(List.of("--data-checksums", "--no-instructions"));
            if (binaries.majorVersion() >= BUILTIN_LOCALE_SINCE) {
                arguments.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
            }
            if (!durable) {
                arguments.add("--no-sync");
            }
            ToolResult result = PostgresTool.run(binaries.tool("initdb"), arguments, superuser.password() + "\n");
            if (result.exitCode() != 0) {
                throw new ClusterException(
                        Kind.START_FAILED,
                        "initdb failed in " + fresh + ": " + result.output().strip());
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
            Folders.syncFolderOf(path);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Where an initdb of a Freshet that was killed still writes, deletion may fail; the next start deletes the rest. */
    private void deleteLeftovers() throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(path.getParent(), UNFINISHED_PREFIX + "*")) {
            for (Path leftover : leftovers) {
                try {
                    Folders.delete(leftover);
                } catch (DirectoryNotEmptyException | NoSuchFileException e) {
                    LOG.debug("{} is still being written", leftover, e);
                }
            }
        }
    }

    /** The whole of postgresql.conf as it should be. */
    String configuration(ServerName name, ServerSettings settings, int port) {
        StringBuilder text = new StringBuilder("# Written by Freshet at every start: changes made here are lost.\n");
        text.append("listen_addresses = '127.0.0.1'\n");
        text.append("port = ").append(port).append('\n');
        // No sockets in the file system: their paths are limited to about 100 bytes, and a home may lie deep.
        text.append("unix_socket_directories = ''\n");
        text.append("cluster_name = '").append(name).append("'\n");
        text.append("lc_messages = 'C'\n");
        text.append("log_timezone = 'UTC'\n");
        text.append("log_line_prefix = '%m [%p] %q%u@%d '\n");
        if (binaries.majorVersion() >= IO_METHOD_SINCE) {
            text.append("io_method = 'sync'\n");
        }
        return text.append(settings.asConfigurationFile()).toString();
    }

    boolean isConfigured(String configuration) {
        try {
            return Files.exists(configurationFile())
                    && Files.readString(configurationFile()).equals(configuration)
                    && Files.readString(authenticationFile()).equals(HOST_BASED_AUTHENTICATION);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    void configure(String configuration) {
        try {
            Folders.writePrivate(configurationFile(), configuration);
            Folders.writePrivate(authenticationFile(), HOST_BASED_AUTHENTICATION);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void checkVersion() {
        try {
            String written = Files.readString(path.resolve("PG_VERSION")).strip();
            if (!written.equals(Integer.toString(binaries.majorVersion()))) {
                throw new ClusterException(
                        Kind.OTHER_VERSION,
                        path + " was written by PostgreSQL " + written + ", and this Freshet runs " + binaries.version()
                                + ". Use the Freshet that wrote it, or move the folder away.");
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private Path configurationFile() {
        return path.resolve("postgresql.conf");
    }

    private Path authenticationFile() {
        return path.resolve("pg_hba.conf");
    }

    private ClusterException unusable(IOException e) {
        return new ClusterException(Kind.FOLDER_UNUSABLE, path + " cannot be used: " + e, e);
    }
}
