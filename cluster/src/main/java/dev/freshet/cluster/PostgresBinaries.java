package dev.freshet.cluster;

import dev.freshet.cluster.ClusterException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * An unpacked PostgreSQL: {@code initdb}, {@code pg_ctl} and {@code postgres} in {@code folder/bin}. The binaries come from
 * the class path, where the build puts those of the machine that builds (io.zonky.test.postgres).
 *
 * @param version as published, for instance {@code 18.6.0}
 * @param folder where this version is unpacked
 */
public record PostgresBinaries(String version, Path folder) {
    private static final String VERSION_RESOURCE = "postgres.properties";

    /** Finds the binaries on the class path and unpacks them into {@code home/<version>}, unless they are there. */
    public static PostgresBinaries unpackedIn(Path home) {
        String resource = resourceName(System.getProperty("os.name"), System.getProperty("os.arch"));
        return unpackedIn(home, versionOnClassPath(), () -> openResource(resource));
    }

    /** The same for an archive from anywhere: a .txz with {@code bin}, {@code lib} and {@code share}. */
    public static PostgresBinaries unpackedIn(Path home, String version, Archive archive) {
        Path folder = home.toAbsolutePath().normalize().resolve(version);
        PostgresBinaries binaries = new PostgresBinaries(version, folder);
        if (!Files.isDirectory(folder)) {
            BinariesArchive.unpack(archive, folder, unpacked -> new PostgresBinaries(version, unpacked).checkTheyRun());
        }
        return binaries;
    }

    /** Opens the archive; called only when it has to be unpacked. */
    @FunctionalInterface
    public interface Archive {
        InputStream open() throws IOException;
    }

    /** The major version, which a data directory belongs to. */
    public int majorVersion() {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    Path tool(String name) {
        return folder.resolve("bin").resolve(name);
    }

    private void checkTheyRun() {
        ToolResult result = PostgresTool.run(tool("postgres"), List.of("--version"), "");
        if (result.exitCode() != 0) {
            throw new ClusterException(
                    Kind.BINARIES_DO_NOT_RUN,
                    "PostgreSQL " + version + " does not run on this machine (" + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + "): "
                            + result.output().strip()
                            + (PostgresTool.runsAsRoot()
                                    ? " As root it needs 'unshare -U'; or run Freshet as another user."
                                    : ""));
        }
    }

    /** The archive's name in the jars of io.zonky.test.postgres, which are made per system and processor. */
    static String resourceName(String operatingSystem, String processor) {
        String name = operatingSystem.toLowerCase(Locale.ROOT);
        String system = name.startsWith("mac") ? "darwin" : name;
        String architecture = switch (processor) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> processor;
        };
        return "postgres-" + system + "-" + architecture + ".txz";
    }

    private static InputStream openResource(String resource) {
        InputStream stream = PostgresBinaries.class.getResourceAsStream("/" + resource);
        if (stream == null) {
            throw new ClusterException(
                    Kind.NO_BINARIES,
                    resource + " is not on the class path: this build of Freshet has no PostgreSQL for this machine."
                            + " Build Freshet on the machine it runs on.");
        }
        return stream;
    }

    private static String versionOnClassPath() {
        Properties properties = new Properties();
        try (InputStream stream = PostgresBinaries.class.getResourceAsStream(VERSION_RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(VERSION_RESOURCE + " is not beside " + PostgresBinaries.class);
            }
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
