package dev.freshet.bench.streams;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./freshet up}, as a user starts it, without limits. */
final class Freshet implements Contender {
    private static final String NAME = "freshet";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern EXPORT = Pattern.compile("(?m)^export (\\w+)='?([^'\n]*)'?$");

    /** @param project holds the command */
    private final Path project;

    Freshet(Path project) {
        this.project = project;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public KinesisServer start(Path folder) throws IOException, InterruptedException {
        int port = LoopbackPorts.free();
        ServerProcess process = ServerProcess.start(
                Files.createDirectories(folder),
                List.of(
                        command(),
                        "up",
                        "--home",
                        home(folder),
                        "--port",
                        Integer.toString(port),
                        "--tls-port",
                        Integer.toString(LoopbackPorts.free()),
                        "--database-port",
                        Integer.toString(LoopbackPorts.free()),
                        "--limits",
                        "off"),
                Map.of("FRESHET_BUILD", "never"),
                folder.resolve("freshet.out"));
        return new KinesisServer(NAME, process, endpoint(folder, port, process));
    }

    private Endpoint endpoint(Path folder, int port, ServerProcess process) throws IOException, InterruptedException {
        Path kept = folder.resolve("access-key");
        if (!Files.exists(kept)) {
            Matcher exports = EXPORT.matcher(env(folder, process));
            StringBuilder key = new StringBuilder();
            while (exports.find()) {
                if (exports.group(1).equals("AWS_ACCESS_KEY_ID")
                        || exports.group(1).equals("AWS_SECRET_ACCESS_KEY")) {
                    key.append(exports.group(2)).append('\n');
                }
            }
            Files.writeString(kept, key);
        }
        List<String> key = Files.readAllLines(kept);
        Endpoint endpoint = Endpoint.onLoopback(port, key.get(0), key.get(1));
        FirstAnswer.await(process, endpoint);
        return endpoint;
    }

    /** The access key is made at the first start, and told when the server is ready. */
    private String env(Path folder, ServerProcess process) throws IOException, InterruptedException {
        while (process.age().compareTo(PATIENCE) < 0) {
            process.requireAlive();
            Process env = new ProcessBuilder(command(), "env", "--home", home(folder))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String printed = new String(env.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (env.waitFor() == 0) {
                return printed;
            }
        }
        throw new IllegalStateException("Freshet is not ready:\n" + process.printed());
    }

    private String command() {
        return project.resolve("freshet").toString();
    }

    private static String home(Path folder) {
        return folder.resolve("home").toString();
    }
}
