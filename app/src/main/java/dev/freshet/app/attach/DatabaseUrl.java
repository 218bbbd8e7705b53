package dev.freshet.app.attach;

import dev.freshet.capture.DatabaseAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A database's address as people write it: {@code postgresql://user:password@host:port/database?sslmode=require}, also with
 * {@code postgres:} or {@code jdbc:} before it, where user and password may be parameters. What it lacks is taken from
 * {@code PGUSER}, {@code PGPASSWORD} and {@code PGDATABASE}, as libpq does.
 */
public final class DatabaseUrl {
    private static final int DEFAULT_PORT = 5432;

    /** Of the driver's parameters those that concern the connection's safety; others would be Freshet's to set. */
    private static final Set<String> PASSED_ON =
            Set.of("sslmode", "sslrootcert", "sslcert", "sslkey", "sslnegotiation", "channelBinding", "gssEncMode");

    private DatabaseUrl() {}

    /** @throws IllegalArgumentException whose message says what is wrong, without the password */
    public static DatabaseAddress parse(String url, Map<String, String> environment) {
        URI uri = uri(url);
        Map<String, String> parameters = parameters(uri.getRawQuery());
        String[] login = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
        String user = firstOf(decoded(login[0]), parameters.remove("user"), environment.get("PGUSER"));
        String password = firstOf(
                login.length > 1 ? decoded(login[1]) : null,
                parameters.remove("password"),
                environment.get("PGPASSWORD"));
        String database = firstOf(
                decoded(Optional.ofNullable(uri.getRawPath()).orElse("").replaceFirst("^/", "")),
                environment.get("PGDATABASE"),
                user);
        if (user == null || database == null) {
            throw new IllegalArgumentException("The URL names no user; write postgresql://USER:PASSWORD@HOST/DATABASE");
        }
        parameters.keySet().stream()
                .filter(name -> !PASSED_ON.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "The URL's parameter '" + name + "' is not one that can be used here");
                });
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new DatabaseAddress(
                uri.getHost().replaceAll("[\\[\\]]", ""),
                port,
                database,
                user,
                password == null ? "" : password,
                parameters);
    }

    private static URI uri(String url) {
        String plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        if (!plain.startsWith("postgresql://") && !plain.startsWith("postgres://")) {
            throw new IllegalArgumentException("The URL must begin with postgresql:// or jdbc:postgresql://");
        }
        try {
            URI uri = new URI(plain);
            if (uri.getHost() == null) {
                throw new IllegalArgumentException("The URL must name one host");
            }
            return uri;
        } catch (URISyntaxException e) {
            // Its message quotes the URL, and with it the password.
            throw new IllegalArgumentException("The URL cannot be read at its character " + e.getIndex()
                    + "; write special characters of the password as %XX, or set PGPASSWORD");
        }
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&")) {
                String[] parts = pair.split("=", 2);
                parameters.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static @Nullable String firstOf(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isEmpty()) {
                return candidate;
            }
        }
        return null;
    }
}
