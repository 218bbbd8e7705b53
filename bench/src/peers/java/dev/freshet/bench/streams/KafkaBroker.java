package dev.freshet.bench.streams;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/** A single broker of its own quorum, which syncs every message before it answers. */
public final class KafkaBroker implements Contender {
    private static final String NAME = "kafka";
    private static final long PAUSE_MILLIS = 5;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Server start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int port = LoopbackPorts.free();
        Path properties = configure(folder, port, LoopbackPorts.free());
        if (!Files.exists(folder.resolve("log/meta.properties"))) {
            format(folder, properties);
        }
        ServerProcess process = ServerProcess.start(
                folder, java("kafka.Kafka", properties.toString()), Map.of(), folder.resolve("kafka.out"));
        awaitAnswer(process, port);
        return new KafkaServer(process, "127.0.0.1:" + port);
    }

    private static Path configure(Path folder, int port, int controllerPort) throws IOException {
        return Files.write(
                folder.resolve("server.properties"),
                List.of(
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                        "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                        "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
                        "controller.listener.names=CONTROLLER",
                        "log.dirs=" + folder.resolve("log"),
                        "log.flush.interval.messages=1",
                        "offsets.topic.replication.factor=1",
                        "transaction.state.log.replication.factor=1",
                        "transaction.state.log.min.isr=1"));
    }

    private static void format(Path folder, Path properties) throws IOException, InterruptedException {
        Path output = folder.resolve("format.out");
        Process format = new ProcessBuilder(java(
                        "kafka.tools.StorageTool",
                        "format",
                        "-t",
                        Uuid.randomUuid().toString(),
                        "-c",
                        properties.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (format.waitFor() != 0) {
            throw new IllegalStateException("Kafka's storage was not formatted:\n" + Files.readString(output));
        }
    }

    /** The heap is what its own start script gives. */
    private static List<String> java(String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xms1g",
                "-Xmx1g",
                "-XX:+UseG1GC",
                "-cp",
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString(),
                main));
        command.addAll(List.of(arguments));
        return command;
    }

    private static void awaitAnswer(ServerProcess process, int port) throws InterruptedException {
        while (!listens(port)) {
            process.requireAlive();
            Thread.sleep(PAUSE_MILLIS);
        }
        String address = "127.0.0.1:" + port;
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address))) {
            admin.describeCluster().nodes().get(2, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka does not answer:\n" + process.printed(), e);
        }
    }

    private static boolean listens(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
