package dev.freshet.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationFilesTest {
    private static final Migrations LETTERS = new Migrations("letters", "post/letters");

    @TempDir
    Path folder;

    @Test
    void aJarAndAFolderWithTheSameMigrationsHaveTheSameFingerprint() throws IOException {
        MigrationFiles inJar = read(jar("V1__letters.sql", "V10__stamps.sql"));
        Files.createDirectories(folder.resolve("classes/post/letters"));
        for (String name : new String[] {"V1__letters.sql", "V10__stamps.sql"}) {
            Files.writeString(folder.resolve("classes/post/letters").resolve(name), "-- " + name);
        }
        assertThat(inJar.newestVersion()).isEqualTo(10);
        assertThat(read(folder.resolve("classes"))).isEqualTo(inJar);
    }

    @Test
    void oneMigrationMoreChangesTheFingerprint() throws IOException {
        assertThat(read(jar("V1__letters.sql")).fingerprint())
                .isNotEqualTo(read(jar("V1__letters.sql", "V2__stamps.sql")).fingerprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1__letters.sql", "V1_letters.sql", "V1.2__letters.sql", "R__letters.sql", "notes.txt"})
    void aFileThatFlywayWouldPassOverIsADefect(String name) {
        assertThatThrownBy(() -> read(jar(name)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(name);
    }

    @Test
    void aLocationWithoutMigrationsIsADefect() {
        assertThatThrownBy(() -> MigrationFiles.of(LETTERS, getClass().getClassLoader()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("post/letters");
    }

    private MigrationFiles read(Path classPathEntry) throws IOException {
        URL url = classPathEntry.toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {url}, null)) {
            return MigrationFiles.of(LETTERS, loader);
        }
    }

    private Path jar(String... names) throws IOException {
        Path jar = folder.resolve("migrations-" + String.join("-", names) + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            entries.putNextEntry(new JarEntry("post/"));
            entries.putNextEntry(new JarEntry("post/letters/"));
            for (String name : names) {
                entries.putNextEntry(new JarEntry("post/letters/" + name));
                entries.write(("-- " + name).getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
