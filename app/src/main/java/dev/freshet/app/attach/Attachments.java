package dev.freshet.app.attach;

import dev.freshet.app.home.Home;
import dev.freshet.record.ClusterId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The attached databases' addresses and passwords, a file each in the home, for the owner's eyes alone. In the catalog they
 * would be in every dump of it.
 */
public final class Attachments {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Home home;

    public Attachments(Home home) {
        this.home = home;
    }

    public Optional<Attachment> find(ClusterId cluster) {
        Path file = file(cluster);
        try {
            return Files.exists(file)
                    ? Optional.of(MAPPER.readValue(Files.readString(file), Attachment.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read", e);
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    "The file " + file + " is damaged: attach the database again under its name", e);
        }
    }

    public void write(Attachment attachment) {
        try {
            home.writeAttachment(attachment.cluster(), MAPPER.writeValueAsString(attachment));
        } catch (IOException e) {
            throw new UncheckedIOException("The password of " + attachment + " cannot be kept", e);
        }
    }

    public void remove(ClusterId cluster) {
        try {
            Files.deleteIfExists(file(cluster));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(ClusterId cluster) {
        return home.attachmentFile(cluster.value());
    }
}
