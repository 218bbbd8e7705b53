package dev.freshet.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What migrations the program holds for one schema: the newest's number, and a fingerprint of all, which tells without
 * Flyway that there is nothing to do.
 */
record MigrationFiles(int newestVersion, String fingerprint) {
    private static final Pattern NAME = Pattern.compile("V([1-9][0-9]{0,8})__[a-z0-9_]+\\.sql");

    static MigrationFiles of(Migrations migrations, ClassLoader loader) {
        try {
            SortedSet<String> names = list(migrations.location(), loader);
            if (names.isEmpty()) {
                throw new IllegalStateException("No migrations in " + migrations.location() + " on the class path");
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            int newest = 0;
            for (String name : names) {
                newest = Math.max(newest, version(name));
                digest.update(name.getBytes(StandardCharsets.UTF_8));
                digest.update(content(migrations.location() + "/" + name, loader));
            }
            return new MigrationFiles(newest, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Flyway would skip a file whose name it does not understand; here that is a defect. */
    static int version(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalStateException("Not a migration's name: " + name + " (V<number>__<what>.sql)");
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static SortedSet<String> list(String location, ClassLoader loader) throws IOException {
        @Nullable URL url = loader.getResource(location);
        if (url == null) {
            return new TreeSet<>();
        }
        return switch (url.getProtocol()) {
            case "file" -> listFolder(url);
            case "jar" -> listJar((JarURLConnection) url.openConnection(), location + "/");
            default -> throw new IOException("Neither a folder nor a jar: " + url);
        };
    }

    private static SortedSet<String> listFolder(URL url) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(new URI(url.toString())))) {
            return files.map(file -> file.getFileName().toString())
                    .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
        } catch (URISyntaxException e) {
            throw new IOException("Not an address of a folder: " + url, e);
        }
    }

    /** The class loader has the jar open already; its file is shared with it and stays open. */
    private static SortedSet<String> listJar(JarURLConnection jar, String prefix) throws IOException {
        SortedSet<String> names = new TreeSet<>();
        jar.getJarFile().stream()
                .map(java.util.zip.ZipEntry::getName)
                .filter(name -> name.startsWith(prefix) && name.length() > prefix.length())
                .forEach(name -> names.add(name.substring(prefix.length())));
        return names;
    }

    private static byte[] content(String path, ClassLoader loader) throws IOException {
        try (InputStream stream = loader.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IOException(path + " vanished from the class path");
            }
            return stream.readAllBytes();
        }
    }
}
