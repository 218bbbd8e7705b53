package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.freshet.kinesis.KinesisSettings;
import dev.freshet.kinesis.TestKinesis;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.StreamMode;

/** A service of its own for each test. */
@SuppressWarnings("NullAway.Init") // Set by JUnit before each test.
abstract class ActionTest {
    static final String ACCOUNT = TestKinesis.HOME.account().value();

    @TempDir
    Path folder;

    TestKinesis test;
    KinesisClient kinesis;

    @BeforeEach
    void start() {
        test = TestKinesis.start(folder, settings());
        kinesis = test.client();
    }

    KinesisSettings settings() {
        return KinesisSettings.defaults().withoutRateLimits();
    }

    @AfterEach
    void stop() {
        test.close();
    }

    void restart() {
        test.restart();
        kinesis = test.client();
    }

    void createProvisioned(String name, int shards) {
        kinesis.createStream(request -> request.streamName(name).shardCount(shards));
    }

    void createOnDemand(String name) {
        kinesis.createStream(
                request -> request.streamName(name).streamModeDetails(mode -> mode.streamMode(StreamMode.ON_DEMAND)));
    }

    void put(String name, String... texts) {
        for (String text : texts) {
            kinesis.putRecord(request ->
                    request.streamName(name).partitionKey("key of " + text).data(SdkBytes.fromUtf8String(text)));
        }
    }

    static String arn(String name) {
        return "arn:aws:kinesis:us-east-1:" + ACCOUNT + ":stream/" + name;
    }

    static void assertRefused(ThrowingCallable call, String code, String message) {
        KinesisException refusal = catchThrowableOfType(KinesisException.class, call);
        assertThat(refusal).as("the call is refused").isNotNull();
        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo(message);
        assertThat(refusal.statusCode()).isEqualTo(400);
    }
}
