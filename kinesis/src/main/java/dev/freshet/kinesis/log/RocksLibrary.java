package dev.freshet.kinesis.log;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import org.rocksdb.RocksDB;
import org.rocksdb.util.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RocksDB's native code: 17 MB that its own loader unpacks from the jar at every start. Here it stays unpacked in a
 * folder named after its checksum, which saves most of the time that opening takes.
 */
final class RocksLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(RocksLibrary.class);

    private RocksLibrary() {}

    /** Does nothing once it is loaded. */
    static void load(Path folder) {
        // RocksDB learns its version from the library.
        if (RocksDB.rocksdbVersion() != null) {
            return;
        }
        try {
            Optional<Path> unpacked = unpack(folder);
            if (unpacked.isPresent()) {
                RocksDB.loadLibrary(List.of(unpacked.get().toString()));
            }
        } catch (IOException | UnsatisfiedLinkError e) {
            // Such as a folder from which nothing may be executed.
            LOG.debug("RocksDB's library cannot be kept in {}", folder, e);
        }
        RocksDB.loadLibrary();
    }

    /** The folder that holds the library under the name that RocksDB looks for; empty when it is not in a jar. */
    private static Optional<Path> unpack(Path folder) throws IOException {
        URL packed = RocksDB.class.getClassLoader().getResource(Environment.getJniLibraryFileName("rocksdb"));
        URLConnection connection = packed == null ? null : packed.openConnection();
        if (!(connection instanceof JarURLConnection jar)) {
            return Optional.empty();
        }
        JarEntry entry = jar.getJarEntry();
        Path home = folder.resolve(Long.toHexString(entry.getCrc()));
        Path library = home.resolve(Environment.getJniLibraryFileName("rocksdbjni"));
        if (!Files.exists(library) || Files.size(library) != entry.getSize()) {
            Files.createDirectories(home);
            Path part = Files.createTempFile(home, "library", ".part");
            try (InputStream in = jar.getInputStream()) {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(part, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return Optional.of(home);
    }
}
