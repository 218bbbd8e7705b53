package dev.freshet.bench.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * An emulator that npm installs.
 *
 * @param options what it is started with for a port
 * @param environment the same, in variables
 */
record NodePackage(
        String name, String version, IntFunction<List<String>> options, IntFunction<Map<String, String>> environment)
        implements Contender {
    /** Keeps everything in memory. */
    static NodePackage kinesalite() {
        return new NodePackage(
                "kinesalite",
                "3.3.3",
                port -> List.of(
                        "--port",
                        Integer.toString(port),
                        "--createStreamMs",
                        "0",
                        "--deleteStreamMs",
                        "0",
                        "--shardLimit",
                        "10000"),
                _ -> Map.of());
    }

    /** Keeps everything in memory too. */
    static NodePackage kinesisLocal() {
        return new NodePackage(
                "kinesis-local",
                "0.6.2",
                _ -> List.of(),
                port -> Map.of(
                        "KINESIS_MOCK_PLAIN_PORT", Integer.toString(port),
                        "KINESIS_MOCK_TLS_PORT", Integer.toString(LoopbackPorts.free()),
                        "CREATE_STREAM_DURATION", "0ms",
                        "DELETE_STREAM_DURATION", "0ms",
                        "SHARD_LIMIT", "10000",
                        "LOG_LEVEL", "ERROR"));
    }

    @Override
    public KinesisServer start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path program = folder.resolve("node_modules/.bin").resolve(name);
        if (!Files.exists(program)) {
            install(folder);
        }
        int port = LoopbackPorts.free();
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(options.apply(port));
        // kinesis-local looks for its files where it is started.
        Path installed = folder.resolve("node_modules").resolve(name);
        ServerProcess process =
                ServerProcess.start(installed, command, environment.apply(port), folder.resolve(name + ".out"));
        Endpoint endpoint = Endpoint.onLoopback(port, "any", "any");
        FirstAnswer.await(process, endpoint);
        return new KinesisServer(name, process, endpoint);
    }

    private void install(Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("npm.out");
        Process npm = new ProcessBuilder(
                        "npm",
                        "install",
                        "--no-audit",
                        "--no-fund",
                        "--prefix",
                        folder.toString(),
                        name + "@" + version)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (npm.waitFor() != 0) {
            throw new IllegalStateException(
                    "npm could not install " + name + " " + version + ":\n" + Files.readString(output));
        }
    }
}
