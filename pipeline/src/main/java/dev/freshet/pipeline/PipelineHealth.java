package dev.freshet.pipeline;

import dev.freshet.delivery.StreamFailureErrorCode;
import java.time.Instant;

/**
 * How a pipeline stands.
 *
 * <pre>
 * Creating → Active            the fence stands and the first checkpoint is durable
 * Starting → Active, Impaired  a restarted pipeline has seen whether records are taken
 * Active   ⇄ Impaired          a record is refused, or the log cannot be read; it goes on again
 * any      → Failed            no retry can mend it; final
 * </pre>
 */
public sealed interface PipelineHealth {
    record Creating() implements PipelineHealth {}

    /** As it was before the restart, until it shows. */
    record Starting() implements PipelineHealth {}

    record Active() implements PipelineHealth {}

    /**
     * @param message what was said by whoever refused
     * @param remedy the operator's next step
     */
    record Impaired(StreamFailureErrorCode code, String message, String remedy, Instant since)
            implements PipelineHealth {}

    record Failed(StreamFailureErrorCode code, String message, String remedy, Instant since)
            implements PipelineHealth {}

    /** Whether the other says the same to somebody who looks at status and code. */
    default boolean looksLike(PipelineHealth other) {
        return switch (this) {
            case Impaired impaired -> other instanceof Impaired that && that.code == impaired.code;
            case Failed failed -> other instanceof Failed that && that.code == failed.code;
            case Creating _, Starting _, Active _ -> equals(other);
        };
    }
}
