package dev.freshet.cluster;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarFile;

/** The jars with older PostgreSQL servers, which the build of this module copies beside its classes. */
final class OlderBinaries {
    private OlderBinaries() {}

    static PostgresBinaries unpackedIn(Path home, int majorVersion) throws IOException {
        Path jar = find(majorVersion);
        String fileName = jar.getFileName().toString();
        String version = fileName.substring(0, fileName.length() - ".jar".length());
        return PostgresBinaries.unpackedIn(home, version, () -> open(jar));
    }

    private static Path find(int majorVersion) throws IOException {
        Path jars = buildFolder().resolve("postgres");
        if (Files.isDirectory(jars)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(jars, majorVersion + ".*.jar")) {
                for (Path jar : found) {
                    return jar;
                }
            }
        }
        throw new IllegalStateException(
                "No PostgreSQL " + majorVersion + " in " + jars + ": build with --also-make and without -DskipTests");
    }

    /** The classes of this module's tests come from {@code target/test-classes} or from a jar in {@code target}. */
    private static Path buildFolder() {
        try {
            Path classes = Path.of(OlderBinaries.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Objects.requireNonNull(classes.getParent(), "classes lie in a folder");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The archive inside the jar; closing it closes the jar. */
    private static InputStream open(Path jar) throws IOException {
        JarFile file = new JarFile(jar.toFile());
        String archive = PostgresBinaries.resourceName(System.getProperty("os.name"), System.getProperty("os.arch"));
        return new FilterInputStream(file.getInputStream(file.getEntry(archive))) {
            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
