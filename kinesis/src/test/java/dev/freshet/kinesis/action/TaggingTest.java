package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ListTagsForStreamResponse;
import software.amazon.awssdk.services.kinesis.model.Tag;

/** Tags by both APIs: AddTagsToStream and its kin, TagResource and its kin. */
class TaggingTest extends ActionTest {
    @BeforeEach
    void create() {
        kinesis.createStream(
                request -> request.streamName("orders").shardCount(1).tags(Map.of("team", "blue")));
    }

    private List<String> tags(String arn) {
        return kinesis.listTagsForResource(request -> request.resourceARN(arn)).tags().stream()
                .map(tag -> tag.key() + "=" + tag.value())
                .toList();
    }

    @Test
    void tagsGivenAtCreationAreKept() {
        restart();

        assertThat(tags(arn("orders"))).containsExactly("team=blue");
    }

    @Test
    void bothApisChangeTheSameTags() {
        kinesis.addTagsToStream(request -> request.streamName("orders").tags(Map.of("stage", "test", "team", "red")));
        kinesis.tagResource(request -> request.resourceARN(arn("orders")).tags(Map.of("cost", "")));
        assertThat(tags(arn("orders"))).containsExactly("cost=", "stage=test", "team=red");

        kinesis.untagResource(request -> request.resourceARN(arn("orders")).tagKeys("cost", "unknown"));
        kinesis.removeTagsFromStream(request -> request.streamName("orders").tagKeys("stage"));

        assertThat(tags(arn("orders"))).containsExactly("team=red");
    }

    @Test
    void consumersHaveTagsOfTheirOwn() {
        String consumer = kinesis.registerStreamConsumer(request ->
                        request.streamARN(arn("orders")).consumerName("fast").tags(Map.of("of", "consumer")))
                .consumer()
                .consumerARN();

        kinesis.tagResource(request -> request.resourceARN(consumer).tags(Map.of("more", "1")));

        assertThat(tags(consumer)).containsExactly("more=1", "of=consumer");
        assertThat(tags(arn("orders"))).containsExactly("team=blue");
    }

    @Test
    void theOldListComesInPages() {
        kinesis.addTagsToStream(request -> request.streamName("orders").tags(Map.of("a", "1", "b", "2")));

        ListTagsForStreamResponse first = kinesis.listTagsForStream(
                request -> request.streamName("orders").limit(2));
        ListTagsForStreamResponse second = kinesis.listTagsForStream(
                request -> request.streamName("orders").exclusiveStartTagKey("b"));

        assertThat(first.tags()).extracting(Tag::key).containsExactly("a", "b");
        assertThat(first.hasMoreTags()).isTrue();
        assertThat(second.tags()).extracting(Tag::key).containsExactly("team");
        assertThat(second.hasMoreTags()).isFalse();
    }

    @Test
    void aResourceHasFiftyTagsAtMost() {
        Map<String, String> fifty = new TreeMap<>();
        for (int i = 0; i < 50; i++) {
            fifty.put("key" + i, "");
        }

        assertRefused(
                () -> kinesis.addTagsToStream(
                        request -> request.streamName("orders").tags(fifty)),
                "InvalidArgumentException",
                "A resource cannot have more than 50 tags associated with it, but this would have 51.");
        assertThat(tags(arn("orders"))).hasSize(1);
    }

    @Test
    void tagsHaveAwssCharactersAndLeaveItsPrefixAlone() {
        assertRefused(
                () -> kinesis.tagResource(
                        request -> request.resourceARN(arn("orders")).tags(Map.of("a", "50%"))),
                "InvalidArgumentException",
                "Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, "
                        + "_ . / = + - @ :.");
        assertRefused(
                () -> kinesis.tagResource(
                        request -> request.resourceARN(arn("orders")).tags(Map.of("aws:a", "b"))),
                "InvalidArgumentException",
                "Tag keys that start with 'aws:' are reserved.");
    }

    @Test
    void aMissingResourceIsNotFound() {
        assertRefused(
                () -> tags(arn("others")),
                "ResourceNotFoundException",
                "Stream others under account 123456789012 not found.");
        assertRefused(
                () -> tags(arn("orders") + "/consumer/fast:1"),
                "ResourceNotFoundException",
                "Consumer " + arn("orders") + "/consumer/fast:1 under account 123456789012 not found.");
    }
}
