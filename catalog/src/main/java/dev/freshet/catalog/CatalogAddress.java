package dev.freshet.catalog;

/** The catalog's database, and the login that owns it. */
public record CatalogAddress(String jdbcUrl, String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
        return user + " at " + jdbcUrl;
    }
}
