package dev.freshet.app.acceptance;

import java.nio.file.Path;
import java.util.Optional;

/** A program of the machine that acceptance tests drive Freshet with. */
enum Tool {
    AWS_CLI("the AWS CLI with the dsql CDC stream commands", "aws dsql create-stream --generate-cli-skeleton"),
    BOTO3("python3 with boto3", "python3 -c 'import boto3; boto3.client(\"dsql\", \"us-east-1\").create_stream'"),
    NODE("node with npm", "node --version && npm --version"),
    PSQL("psql", "psql --version");

    private final String meaning;
    private final String probe;
    private Optional<Boolean> found = Optional.empty();

    Tool(String meaning, String probe) {
        this.meaning = meaning;
        this.probe = probe;
    }

    String meaning() {
        return meaning;
    }

    synchronized boolean isInstalled() {
        if (found.isEmpty()) {
            Shell shell = Shell.clean(Path.of(System.getProperty("java.io.tmpdir")));
            found = Optional.of(shell.type(probe).exitCode() == 0);
        }
        return found.get();
    }
}
