package dev.freshet.app.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Keeps a home's root access key in {@code credentials.json}, which its owner alone can read. */
public final class RootAccessKeys {
    private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String SECRET_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int ID_RANDOM_LENGTH = 16;
    private static final int SECRET_LENGTH = 40;
    private static final JsonMapper MAPPER = new JsonMapper();

    private RootAccessKeys() {}

    /** The home's key, made now if there is none. */
    public static RootAccessKey findOrCreate(Home home, RandomGenerator random) throws IOException {
        Optional<RootAccessKey> existing = find(home);
        if (existing.isPresent()) {
            return existing.get();
        }
        RootAccessKey created = new RootAccessKey(
                "AKIA" + pick(ID_ALPHABET, ID_RANDOM_LENGTH, random), pick(SECRET_ALPHABET, SECRET_LENGTH, random));
        CredentialsFile content = new CredentialsFile(created.id(), created.secret());
        Home.write(home.credentialsFile(), MAPPER.writeValueAsString(content) + "\n");
        return created;
    }

    public static Optional<RootAccessKey> find(Home home) throws IOException {
        try {
            String content = Files.readString(home.credentialsFile());
            CredentialsFile file = MAPPER.readValue(content, CredentialsFile.class);
            return Optional.of(new RootAccessKey(file.accessKeyId(), file.secretAccessKey()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (JacksonException e) {
            // The cause may quote the file, and with it the secret.
            throw new IOException(home.credentialsFile() + " is damaged; restore it, or delete it to get a new key");
        }
    }

    private static String pick(String alphabet, int length, RandomGenerator random) {
        StringBuilder picked = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            picked.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return picked.toString();
    }

    private record CredentialsFile(String accessKeyId, String secretAccessKey) {}
}
