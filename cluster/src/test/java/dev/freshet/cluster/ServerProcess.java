package dev.freshet.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A JVM of its own that owns a server, for tests that kill it. Its main starts the server and waits for its input's end. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final int port;
    private final long serverPid;

    private ServerProcess(Process process, int port, long serverPid) {
        this.process = process;
        this.port = port;
        this.serverPid = serverPid;
    }

    /** Returns when the server takes connections. */
    static ServerProcess start(Path folder, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServerProcess.class.getName(),
                folder.toString());
        builder.environment().putAll(environment);
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        if (line == null) {
            throw new IllegalStateException("The server's process ended before it was ready");
        }
        String[] words = line.split(" ");
        return new ServerProcess(process, Integer.parseInt(words[0]), Long.parseLong(words[1]));
    }

    int port() {
        return port;
    }

    long serverPid() {
        return serverPid;
    }

    /** kill -9 of the owner, not of the server. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        PostgresServer server = TestPostgres.copiedServer(Path.of(arguments[0]));
        server.start();
        ServerState.Running running = (ServerState.Running) server.state();
        System.out.println(running.address().port() + " " + running.pid());
        while (System.in.read() >= 0) {}
        server.close();
    }
}
