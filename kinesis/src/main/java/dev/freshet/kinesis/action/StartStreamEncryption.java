package dev.freshet.kinesis.action;

import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.Arn;
import dev.freshet.gateway.Constraints.Length;
import dev.freshet.gateway.Constraints.OneOf;
import dev.freshet.gateway.Constraints.Pattern;
import dev.freshet.gateway.Constraints.Required;
import dev.freshet.gateway.NoOutput;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.DataStreams;
import dev.freshet.kinesis.datastream.Home;
import dev.freshet.kinesis.datastream.KinesisErrors;
import org.jspecify.annotations.Nullable;

/**
 * <a
 * href="https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StartStreamEncryption.html">StartStreamEncryption</a>.
 *
 * <p>Records are not encrypted yet, and nothing pretends: there are no keys, so every key is one that does not exist.
 */
public final class StartStreamEncryption extends DataStreamAction<StartStreamEncryption.Request, NoOutput> {
    private static final String ALIAS_PREFIX = "alias/";

    private final DataStreams dataStreams;

    public StartStreamEncryption(DataStreams dataStreams) {
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
        throw notFound(Present.of(request.keyId()), dataStreams.home());
    }

    /** In KMS's words for a key or alias that is not there. */
    private static ApiException notFound(String keyId, Home home) {
        String arn = Arn.parse(keyId).isPresent() ? keyId : arn(keyId, home);
        return KinesisErrors.keyNotFound(
                arn.contains(":" + ALIAS_PREFIX)
                        ? "Alias " + arn + " is not found."
                        : "Key '" + arn + "' does not exist");
    }

    private static String arn(String keyId, Home home) {
        String resource = keyId.startsWith(ALIAS_PREFIX) ? keyId : "key/" + keyId;
        return "arn:aws:kms:" + home.region() + ":" + home.account() + ":" + resource;
    }
}
