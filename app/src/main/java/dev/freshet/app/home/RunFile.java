package dev.freshet.app.home;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code run.json}: how other commands find the Freshet that is ready in this home. A Freshet that was killed leaves
 * it behind; {@link #find} recognises that by the process.
 */
public record RunFile(ServerProcess process, URI endpoint) {
    private static final JsonMapper MAPPER = new JsonMapper();

    public void write(Home home) throws IOException {
        Home.write(home.runFile(), MAPPER.writeValueAsString(this) + "\n");
    }

    public static void delete(Home home) throws IOException {
        Files.deleteIfExists(home.runFile());
    }

    /** The Freshet that is ready in this home, if there is one and it lives. */
    public static Optional<RunFile> find(Home home) throws IOException {
        try {
            RunFile found = MAPPER.readValue(Files.readString(home.runFile()), RunFile.class);
            return found.process().find().map(_ -> found);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new IOException(home.runFile() + " is damaged; delete it if no Freshet runs here", e);
        }
    }
}
