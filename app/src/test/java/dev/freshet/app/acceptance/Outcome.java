package dev.freshet.app.acceptance;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command that has ended. */
record Outcome(String command, int exitCode, List<String> outLines, List<String> errLines) {
    private static final JsonMapper MAPPER = new JsonMapper();

    Outcome {
        outLines = List.copyOf(outLines);
        errLines = List.copyOf(errLines);
    }

    String out() {
        return String.join("\n", outLines);
    }

    String err() {
        return String.join("\n", errLines);
    }

    /** This, when the command succeeded. */
    Outcome succeeded() {
        if (exitCode != 0) {
            throw new AssertionError("exit code 0 was expected from " + this);
        }
        return this;
    }

    /** This, when the command failed, as commands say it by their exit code. */
    Outcome failed() {
        if (exitCode == 0) {
            throw new AssertionError("a failure was expected from " + this);
        }
        return this;
    }

    /** What the AWS CLI prints. */
    JsonNode json() {
        return MAPPER.readTree(succeeded().out());
    }

    @Override
    public String toString() {
        return command + " (exit code " + exitCode + ")\n--- stdout\n" + out() + "\n--- stderr\n" + err() + "\n---";
    }
}
