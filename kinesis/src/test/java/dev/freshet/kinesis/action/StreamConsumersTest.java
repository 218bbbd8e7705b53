package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.kinesis.TestKinesis;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.Consumer;
import software.amazon.awssdk.services.kinesis.model.ConsumerDescription;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.ListStreamConsumersResponse;

/** RegisterStreamConsumer, DescribeStreamConsumer, ListStreamConsumers and DeregisterStreamConsumer. */
class StreamConsumersTest extends ActionTest {
    @BeforeEach
    void create() {
        createProvisioned("orders", 1);
    }

    private Consumer register(String name) {
        return kinesis.registerStreamConsumer(
                        request -> request.streamARN(arn("orders")).consumerName(name))
                .consumer();
    }

    @Test
    void aConsumerIsRegisteredAndDescribed() {
        Consumer registered = register("fast");

        String arn = arn("orders") + "/consumer/fast:" + TestKinesis.START.getEpochSecond();
        assertThat(registered.consumerName()).isEqualTo("fast");
        assertThat(registered.consumerARN()).isEqualTo(arn);
        assertThat(registered.consumerStatus()).isEqualTo(ConsumerStatus.CREATING);
        assertThat(registered.consumerCreationTimestamp()).isEqualTo(TestKinesis.START);
        ConsumerDescription described = kinesis.describeStreamConsumer(request -> request.consumerARN(arn))
                .consumerDescription();
        assertThat(described.consumerStatus()).isEqualTo(ConsumerStatus.ACTIVE);
        assertThat(described.streamARN()).isEqualTo(arn("orders"));
        assertThat(kinesis.describeStreamSummary(request -> request.streamName("orders"))
                        .streamDescriptionSummary()
                        .consumerCount())
                .isEqualTo(1);
    }

    @Test
    void itIsNamedByArnOrByStreamAndNameOrByBothWhenTheyAgree() {
        String arn = register("fast").consumerARN();

        assertThat(kinesis.describeStreamConsumer(
                                request -> request.streamARN(arn("orders")).consumerName("fast"))
                        .consumerDescription()
                        .consumerARN())
                .isEqualTo(arn);
        assertThat(kinesis.describeStreamConsumer(request -> request.streamARN(arn("orders"))
                                .consumerName("fast")
                                .consumerARN(arn))
                        .consumerDescription()
                        .consumerARN())
                .isEqualTo(arn);
        assertRefused(
                () -> kinesis.describeStreamConsumer(
                        request -> request.consumerName("slow").consumerARN(arn)),
                "InvalidArgumentException",
                "StreamARN and ConsumerName do not match ConsumerARN " + arn + ".");
        assertRefused(
                () -> kinesis.describeStreamConsumer(request -> request.consumerName("fast")),
                "InvalidArgumentException",
                "Either ConsumerARN, or both StreamARN and ConsumerName must be specified.");
    }

    @Test
    void aMissingConsumerOrStreamIsNotFound() {
        String missing = arn("orders") + "/consumer/fast:1";
        assertRefused(
                () -> kinesis.describeStreamConsumer(request -> request.consumerARN(missing)),
                "ResourceNotFoundException",
                "Consumer " + missing + " under account " + ACCOUNT + " not found.");
        assertRefused(
                () -> kinesis.registerStreamConsumer(
                        request -> request.streamARN(arn("others")).consumerName("fast")),
                "ResourceNotFoundException",
                "Stream others under account 123456789012 not found.");
    }

    @Test
    void aNameIsUsedOnceInADataStream() {
        register("fast");

        assertRefused(
                () -> register("fast"),
                "ResourceInUseException",
                "Consumer fast under stream orders under account 123456789012 already exists.");
    }

    @Test
    void aConsumerRegisteredAgainIsAnother() {
        String first = register("fast").consumerARN();
        kinesis.deregisterStreamConsumer(request -> request.consumerARN(first));
        test.clock.advance(Duration.ofSeconds(1));

        String second = register("fast").consumerARN();

        assertThat(second).isNotEqualTo(first);
        assertRefused(
                () -> kinesis.deregisterStreamConsumer(request -> request.consumerARN(first)),
                "ResourceNotFoundException",
                "Consumer " + first + " under account 123456789012 not found.");
    }

    @Test
    void thereAreTwentyAtMost() {
        for (int i = 0; i < 20; i++) {
            register("c" + i);
        }

        assertRefused(
                () -> register("one-more"),
                "LimitExceededException",
                "Stream orders under account 123456789012 cannot have more than 20 consumers.");
    }

    @Test
    void theyAreListedInPagesByName() {
        register("b");
        register("a");
        register("c");

        ListStreamConsumersResponse first = kinesis.listStreamConsumers(
                request -> request.streamARN(arn("orders")).maxResults(2));
        ListStreamConsumersResponse second = kinesis.listStreamConsumers(
                request -> request.streamARN(arn("orders")).nextToken(first.nextToken()));

        assertThat(first.consumers()).extracting(Consumer::consumerName).containsExactly("a", "b");
        assertThat(second.consumers()).extracting(Consumer::consumerName).containsExactly("c");
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void aListsTokenExpiresAndIsOfOneDataStream() {
        register("a");
        register("b");
        String token = kinesis.listStreamConsumers(
                        request -> request.streamARN(arn("orders")).maxResults(1))
                .nextToken();
        createProvisioned("others", 1);
        assertRefused(
                () -> kinesis.listStreamConsumers(
                        request -> request.streamARN(arn("others")).nextToken(token)),
                "InvalidArgumentException",
                "The NextToken is of another stream.");
        test.clock.advance(Duration.ofSeconds(301));

        assertRefused(
                () -> kinesis.listStreamConsumers(
                        request -> request.streamARN(arn("orders")).nextToken(token)),
                "ExpiredNextTokenException",
                "The NextToken has expired: tokens last 300 seconds.");
    }

    @Test
    void aDataStreamWithConsumersIsDeletedOnlyWhenThatIsMeant() {
        String arn = register("fast").consumerARN();

        assertRefused(
                () -> kinesis.deleteStream(request -> request.streamName("orders")),
                "ResourceInUseException",
                "Stream orders under account 123456789012 has consumers: deregister them, or delete it with "
                        + "EnforceConsumerDeletion.");
        kinesis.deleteStream(request -> request.streamName("orders").enforceConsumerDeletion(true));

        createProvisioned("orders", 1);
        assertRefused(
                () -> kinesis.describeStreamConsumer(request -> request.consumerARN(arn)),
                "ResourceNotFoundException",
                "Consumer " + arn + " under account 123456789012 not found.");
    }

    @Test
    void consumersOutliveARestart() {
        kinesis.registerStreamConsumer(
                request -> request.streamARN(arn("orders")).consumerName("fast").tags(Map.of("team", "blue")));

        restart();

        assertThat(kinesis.listStreamConsumers(request -> request.streamARN(arn("orders")))
                        .consumers())
                .extracting(Consumer::consumerStatus)
                .containsExactly(ConsumerStatus.ACTIVE);
    }
}
