package dev.freshet.app;

import dev.freshet.app.configuration.Setting;

/** Why Freshet could not start. */
public sealed interface StartFailure {
    /** One line for the person at the terminal: what is wrong and what to do. */
    String describe();

    /** Somebody else listens on a port that was asked for. */
    record PortInUse(Setting setting, int port) implements StartFailure {
        @Override
        public String describe() {
            return "Port " + port + " (" + setting.meaning() + ") is in use by another program; choose another with "
                    + setting.flag() + ".";
        }
    }

    /** Something on this machine or in the home does not allow it. */
    record Unusable(String what, String remedy) implements StartFailure {
        @Override
        public String describe() {
            return what + "; " + remedy + ".";
        }
    }

    /** Told by whoever failed, cause and remedy together, in whole sentences. */
    record Explained(String sentences) implements StartFailure {
        @Override
        public String describe() {
            return sentences;
        }
    }
}
