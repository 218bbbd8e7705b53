package dev.freshet.kinesis.action;

import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.OneOf;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.KinesisErrors;
import org.jspecify.annotations.Nullable;

/**
 * <a
 * href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StopStreamEncryption.html">StopStreamEncryption</a>.
 * No data stream is ever encrypted, so there is nothing to stop.
 */
public final class StopStreamEncryption extends DataStreamAction<StopStreamEncryption.Request, NoOutput> {
    private final DataStreams dataStreams;

    public StopStreamEncryption(DataStreams dataStreams) {
        super(Request.class, dataStreams);
        this.dataStreams = dataStreams;
    }

    /** Members in AWS's order. */
    public record Request(
            @Length(min = 1, max = Shapes.NAME_MAX) @Pattern(Shapes.NAME) @Nullable
            String streamName,

            @Required @OneOf(Encryption.Type.class) @Nullable
            String encryptionType,

            @Required @Length(min = 1, max = 2048) @Nullable String keyId,

            @Length(min = 1, max = Shapes.ARN_MAX) @Pattern(Shapes.STREAM_ARN) @Nullable
            String streamARN,

            @Length(min = 1, max = Shapes.STREAM_ID_MAX) @Pattern(Shapes.STREAM_ID) @Nullable
            String streamId)
            implements NamesDataStream {}

    @Override
    NoOutput handle(Request request, DataStreamName name) {
        Encryption.requireKms(Present.of(request.encryptionType()));
        dataStreams.requireActive(name);
        throw KinesisErrors.invalidArgument("Stream " + name + " under account "
                + dataStreams.home().account() + " is not encrypted with key " + request.keyId() + ".");
    }
}
