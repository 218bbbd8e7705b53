package dev.freshet.pipeline;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it was told, as text: {@code ACTIVE}, {@code IMPAIRED KINESIS_ACCESS_DENIED}, … */
final class RecordingListener implements PipelineListener {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile int failures;
    private volatile String failure = "";

    @Override
    public void active() {
        note("ACTIVE");
    }

    @Override
    public void impaired(PipelineHealth.Impaired health) {
        note("IMPAIRED " + health.code());
    }

    @Override
    public void failed(PipelineHealth.Failed health) {
        note("FAILED " + health.code());
        failure = health.message();
    }

    private void note(String text) {
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("The listener is away");
        }
        told.add(text);
    }

    void failNextTimes(int times) {
        failures = times;
    }

    /** Why the pipeline has failed; empty while it has not. */
    String failure() {
        return failure;
    }

    List<String> told() {
        return told;
    }
}
