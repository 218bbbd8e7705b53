package dev.freshet.app.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The names of what lies at the top of a home. Everything that others must not read is made for the owner alone.
 *
 * @param folder absolute
 */
public record Home(Path folder) {
    /** Written when Freshet is ready, removed when it stops: {@link RunFile}. */
    public Path runFile() {
        return folder.resolve("run.json");
    }

    /** Locked by the one Freshet that may work in this home: {@link UpLock}. */
    public Path lockFile() {
        return folder.resolve("up.lock");
    }

    public Path credentialsFile() {
        return folder.resolve("credentials.json");
    }

    public Path logFile() {
        return folder.resolve("freshet.log");
    }

    /** PostgreSQL's programs, unpacked at the first start. */
    public Path binariesFolder() {
        return folder.resolve("postgres");
    }

    /** The server of Freshet's own control state. */
    public Path catalogFolder() {
        return folder.resolve("catalog");
    }

    /** A server for each cluster, in a folder of the cluster's id. */
    public Path clustersFolder() {
        return folder.resolve("clusters");
    }

    /** How to reach a database that others own, with its password. */
    public Path attachmentFile(String clusterId) {
        return attachedFolder().resolve(clusterId + ".json");
    }

    /** The data streams' records. */
    public Path recordsFolder() {
        return folder.resolve("records");
    }

    /** The keys of the endpoint's certificate and of the authority that signed it. */
    public Path tlsKeysFile() {
        return folder.resolve("tls.p12");
    }

    /** The authority's certificate, for clients to trust. */
    public Path authorityFile() {
        return folder.resolve("ca.pem");
    }

    /** What large transactions need for the moment. */
    public Path spillFolder() {
        return folder.resolve("spill");
    }

    /** Makes the folder where there is none. */
    public void create() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, forOwnerOnly("rwx------"));
        }
    }

    /** Writes {@link #attachmentFile}, for the owner alone. */
    public void writeAttachment(String clusterId, String content) throws IOException {
        if (!Files.isDirectory(attachedFolder())) {
            Files.createDirectories(attachedFolder(), forOwnerOnly("rwx------"));
        }
        write(attachmentFile(clusterId), content);
    }

    private Path attachedFolder() {
        return folder.resolve("attached");
    }

    /** Replaces a file's content in one step, so that nobody reads half of it or reads what is not for them. */
    static void write(Path file, String content) throws IOException {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces one of this home's files in one step. */
    public void replace(Path file, byte[] content) throws IOException {
        write(file, content);
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path next = Files.createTempFile(
                file.getParent(), file.getFileName().toString(), ".tmp", forOwnerOnly("rw-------"));
        try {
            Files.write(next, content, StandardOpenOption.SYNC);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static FileAttribute<?>[] forOwnerOnly(String permissions) {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> owner = PosixFilePermissions.fromString(permissions);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)};
    }
}
