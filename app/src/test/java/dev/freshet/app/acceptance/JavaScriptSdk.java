package dev.freshet.app.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The AWS SDK for JavaScript in the versions that the project's lock file pins, and the script that judges by it. */
final class JavaScriptSdk {
    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc", "judge.mjs");

    private JavaScriptSdk() {}

    /**
     * Installs it below the build's folder, unless an earlier run did; the test is skipped where npm cannot.
     *
     * @return the folder of {@code judge.mjs}
     */
    static Path install() {
        Path folder = Project.folder().resolve("app/target/node");
        Path installed = folder.resolve("installed-lock.json");
        copy(folder);
        Path lock = folder.resolve("package-lock.json");
        try {
            if (!Files.exists(installed) || Files.mismatch(lock, installed) >= 0) {
                // In the person's own environment, for that knows how the registry is reached; twice, for a fetch may
                // fail there.
                Outcome outcome = new Shell(folder, System.getenv()).type("npm ci || npm ci");
                String reason = "SKIPPED: npm could not install the AWS SDK for JavaScript: ";
                if (outcome.exitCode() != 0) {
                    System.out.println(reason + outcome);
                }
                Assumptions.assumeTrue(outcome.exitCode() == 0, () -> reason + outcome.err());
                Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private static void copy(Path folder) {
        Path source = Project.folder().resolve("app/src/test/node");
        try {
            Files.createDirectories(folder);
            for (String file : FILES) {
                Files.copy(source.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
