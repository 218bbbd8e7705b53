package dev.freshet.capture;

import dev.freshet.record.ClusterId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Capture in a JVM of its own with a heap that is bounded: counts the records of a slot until so many have come, keeping
 * none of them, and prints the heap's peak.
 */
final class CaptureProcess {
    private static final long DEADLINE_MINUTES = 20;

    private CaptureProcess() {}

    /** @return what it printed, after it ended well */
    static String run(
            DatabaseAddress address, SlotName slot, Checkpoint checkpoint, Path spill, long records, int heapMib)
            throws IOException, InterruptedException {
        Process process = start(address, slot, checkpoint, spill, records, heapMib);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("Capture with " + heapMib + " MiB ended badly: " + output);
        }
        return output;
    }

    static Process start(
            DatabaseAddress address, SlotName slot, Checkpoint checkpoint, Path spill, long records, int heapMib)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMib + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                CaptureProcess.class.getName()));
        command.addAll(List.of(
                address.host(),
                Integer.toString(address.port()),
                address.database(),
                address.user(),
                address.password(),
                slot.value(),
                checkpoint.position().toString(),
                checkpoint.server().systemIdentifier(),
                Integer.toString(checkpoint.server().timeline()),
                spill.toString(),
                Long.toString(records)));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    public static void main(String[] arguments) throws InterruptedException {
        DatabaseAddress address = new DatabaseAddress(
                arguments[0], Integer.parseInt(arguments[1]), arguments[2], arguments[3], arguments[4]);
        Checkpoint checkpoint = Checkpoint.beforeFence(
                Lsn.parse(arguments[6]), new ServerIdentity(arguments[7], Integer.parseInt(arguments[8])));
        Counter counter = new Counter(Long.parseLong(arguments[10]));
        try (Capture capture = new Capture(
                address,
                new SlotName(arguments[5]),
                new ClusterId("kmabugltfmjdaj2siqr2qbxgju"),
                checkpoint,
                counter,
                CaptureConfig.withDefaults(Path.of(arguments[9])),
                InstantSource.system())) {
            counter.capture = capture;
            capture.run();
            System.out.println(
                    counter.records + " records, " + capture.statistics().spilledBytes() + " bytes on disk");
        }
    }

    /** Of the capture thread. */
    private static final class Counter implements TransactionSink {
        private final long wanted;
        private long records;
        private @Nullable Capture capture;

        Counter(long wanted) {
            this.wanted = wanted;
        }

        @Override
        public void transaction(CapturedTransaction transaction) throws InterruptedException {
            transaction.forEachRecord(record -> records++);
            if (records >= wanted && capture != null) {
                capture.close();
            }
        }

        @Override
        public void quiet(Checkpoint checkpoint) {}
    }
}
