package dev.freshet.app.configuration;

/** The default cluster's PostgreSQL server. */
public record DatabaseConfig(DatabasePort port) {
    public static final int DEFAULT_PORT = 5432;

    static DatabaseConfig read(GivenSettings given) {
        return new DatabaseConfig(
                given.<DatabasePort>read(Setting.DATABASE_PORT, text -> new DatabasePort.Exactly(Ports.parse(text, 1)))
                        .orElse(new DatabasePort.FirstFreeFrom(DEFAULT_PORT)));
    }

    /** A port that somebody asked for is that one or an error; the default makes way for a PostgreSQL already there. */
    public sealed interface DatabasePort {
        int port();

        record Exactly(int port) implements DatabasePort {}

        record FirstFreeFrom(int port) implements DatabasePort {}
    }
}
