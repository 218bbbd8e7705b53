package dev.freshet.pipeline;

/**
 * Told when a pipeline's health changes, by one thread of the pipeline's own. What it throws is logged, and the change
 * is told again.
 */
public interface PipelineListener {
    void active();

    void impaired(PipelineHealth.Impaired health);

    void failed(PipelineHealth.Failed health);
}
