package dev.freshet.gateway;

/** An AWS account: twelve digits. */
public record AccountId(String value) {
    public AccountId {
        if (!value.matches("\\d{12}")) {
            throw new IllegalArgumentException("An account id has twelve digits, but this is '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
