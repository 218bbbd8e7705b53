package dev.freshet.cluster;

import dev.freshet.cluster.ClusterException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The two roles that every server begins with: {@code freshet}, superuser, for Freshet alone (capture, preparation), and
 * {@code admin}, which the user gets: owner of schema public and allowed to make roles and schemas, but no superuser and
 * without the right to replicate.
 */
public record ServerCredentials(Login freshet, Login admin) {
    static final String SUPERUSER = "freshet";
    static final String ADMIN = "admin";

    /** 32 of 62 characters are 190 bits; letters and digits alone survive every shell and URL. */
    private static final int PASSWORD_LENGTH = 32;

    private static final String PASSWORD_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    static ServerCredentials random(RandomGenerator random) {
        return new ServerCredentials(
                new Login(SUPERUSER, randomPassword(random)), new Login(ADMIN, randomPassword(random)));
    }

    /** Those kept in a server's folder, for a program that does not own the server; empty when no server was made there. */
    public static Optional<ServerCredentials> in(Path serverFolder) {
        try {
            return ServerFolder.readCredentials(serverFolder);
        } catch (IOException e) {
            throw new ClusterException(
                    Kind.FOLDER_UNUSABLE, "The credentials in " + serverFolder + " cannot be read: " + e, e);
        }
    }

    private static String randomPassword(RandomGenerator random) {
        StringBuilder password = new StringBuilder(PASSWORD_LENGTH);
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(PASSWORD_ALPHABET.charAt(random.nextInt(PASSWORD_ALPHABET.length())));
        }
        return password.toString();
    }
}
