package dev.freshet.cluster;

import dev.freshet.cluster.ClusterException.Kind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks a .txz so that its folder exists only when it is whole: into a folder beside it, checked there, then renamed.
 * Two programs that unpack at once do the work twice, and the first rename stands.
 */
final class BinariesArchive {
    private static final int OWNER_READS_AND_WRITES = 0600;

    private BinariesArchive() {}

    static void unpack(PostgresBinaries.Archive archive, Path folder, Consumer<Path> check) {
        try {
            Files.createDirectories(folder.getParent());
            Path unpacking = Files.createTempDirectory(folder.getParent(), ".unpacking-");
            try {
                unpackInto(archive, unpacking);
                check.accept(unpacking);
                Files.setPosixFilePermissions(unpacking, PosixFilePermissions.fromString("rwxr-xr-x"));
                publish(unpacking, folder);
            } finally {
                Folders.delete(unpacking);
            }
        } catch (IOException e) {
            throw new ClusterException(
                    Kind.FOLDER_UNUSABLE, "PostgreSQL's programs cannot be unpacked into " + folder + ": " + e, e);
        }
    }

    private static void publish(Path unpacked, Path folder) throws IOException {
        try {
            Files.move(unpacked, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static void unpackInto(PostgresBinaries.Archive archive, Path folder) throws IOException {
        try (InputStream stream = new BufferedInputStream(archive.open());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(stream))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpackEntry(tar, entry, folder);
            }
        }
    }

    private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        Path path = folder.resolve(entry.getName()).normalize();
        if (!path.startsWith(folder)) {
            throw new IOException("The archive names a place outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(path, folder.resolve(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            Files.setPosixFilePermissions(path, permissions(entry.getMode() | OWNER_READS_AND_WRITES));
        }
    }

    /** The lowest nine bits of a Unix mode. The enum is declared in the order of the bits, from the owner's read on. */
    static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> permissions = new HashSet<>();
        for (PosixFilePermission permission : PosixFilePermission.values()) {
            if ((mode & (0400 >> permission.ordinal())) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }
}
