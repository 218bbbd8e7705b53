package dev.freshet.dsql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.dsql.actions.ListTagsForResource;
import dev.freshet.dsql.actions.TagResource;
import dev.freshet.dsql.actions.UntagResource;
import dev.freshet.gateway.ApiException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TagsTest {
    private final TestDsql dsql = new TestDsql();
    private String arn = "";

    @BeforeEach
    void makeCluster() throws InterruptedException {
        arn = TestDsql.NAMES.arn(dsql.service.start()).toString();
    }

    @AfterEach
    void close() {
        dsql.close();
    }

    @Test
    void tagsAreAddedReplacedAndRemoved() {
        tag(Map.of("a", "1", "b", "2"));
        tag(Map.of("b", "3"));
        dsql.call(UntagResource.class, new UntagResource.Request(arn, List.of("a", "Name", "never there")));

        assertThat(tags()).containsExactly(Map.entry("b", "3"));
    }

    @Test
    void moreTagsThanAResourceMayHaveAreRefused() {
        Map<String, String> many = IntStream.range(0, 50).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));

        ApiException refusal = dsql.refusal(TagResource.class, new TagResource.Request(arn, many));

        assertThat(refusal.code()).isEqualTo("ServiceQuotaExceededException");
        assertThat(tags()).containsOnlyKeys("Name");
    }

    @Test
    void awsOwnKeysAreRefused() {
        ApiException refusal = dsql.refusal(TagResource.class, new TagResource.Request(arn, Map.of("AWS:x", "")));

        assertThat(refusal.code()).isEqualTo("ValidationException");
    }

    @Test
    void anArnThatNamesNothingIsNotFound() {
        for (String foreign : List.of(
                arn + "x",
                arn + "/stream/aaaaaaaaaaaaaaaaaaaaaaaaaa",
                "arn:aws:dsql:us-east-1:123456789012:cluster/aaaaaaaaaaaaaaaaaaaaaaaaaa",
                arn.replace("us-east-1", "us-west-2"),
                "arn:aws:s3:::bucket")) {
            ApiException refusal = dsql.refusal(ListTagsForResource.class, new ListTagsForResource.Request(foreign));
            assertThat(refusal.code()).as(foreign).isEqualTo("ResourceNotFoundException");
            assertThat(refusal.fields()).containsEntry("resourceId", foreign).containsKey("resourceType");
        }
    }

    @Test
    void aPermissionToUntagKnowsTheKeys() {
        dsql.call(UntagResource.class, new UntagResource.Request(arn, List.of("a")));

        assertThat(dsql.asked().getLast().context())
                .containsEntry("aws:TagKeys", List.of("a"))
                .containsEntry("aws:ResourceTag/Name", List.of("default"));
    }

    private void tag(Map<String, String> tags) {
        dsql.call(TagResource.class, new TagResource.Request(arn, tags));
    }

    private Map<String, String> tags() {
        return dsql.call(ListTagsForResource.class, new ListTagsForResource.Request(arn))
                .tags();
    }
}
