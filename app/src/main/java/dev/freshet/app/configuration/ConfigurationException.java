package dev.freshet.app.configuration;

/** A setting that cannot be used. The message is one line for the person who set it: which, where, and what is allowed. */
public final class ConfigurationException extends RuntimeException {
    public ConfigurationException(String message) {
        super(message);
    }
}
