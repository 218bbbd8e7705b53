package dev.freshet.kinesis.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesis.model.StreamSummary;

class ListStreamsTest extends ActionTest {
    @Test
    void dataStreamsAreListedByName() {
        createOnDemand("b");
        createOnDemand("a");

        ListStreamsResponse list = kinesis.listStreams();

        assertThat(list.streamNames()).containsExactly("a", "b");
        assertThat(list.hasMoreStreams()).isFalse();
        assertThat(list.streamSummaries()).extracting(StreamSummary::streamARN).containsExactly(arn("a"), arn("b"));
    }

    @Test
    void pagesGoOnByTokenOrByName() {
        for (String name : new String[] {"a", "b", "c"}) {
            createOnDemand(name);
        }

        ListStreamsResponse first = kinesis.listStreams(request -> request.limit(2));

        assertThat(first.streamNames()).containsExactly("a", "b");
        assertThat(first.hasMoreStreams()).isTrue();
        assertThat(kinesis.listStreams(request -> request.nextToken(first.nextToken()))
                        .streamNames())
                .containsExactly("c");
        assertThat(kinesis.listStreams(request -> request.exclusiveStartStreamName("a"))
                        .streamNames())
                .containsExactly("b", "c");
    }

    @Test
    void thePaginatorFindsAll() {
        for (String name : new String[] {"a", "b", "c"}) {
            createOnDemand(name);
        }

        assertThat(kinesis.listStreamsPaginator(request -> request.limit(1)).streamNames())
                .containsExactly("a", "b", "c");
    }

    @Test
    void aTokenExpiresAndMustBeGenuine() {
        createOnDemand("a");
        createOnDemand("b");
        String token = kinesis.listStreams(request -> request.limit(1)).nextToken();
        test.clock.advance(Duration.ofSeconds(301));

        assertRefused(
                () -> kinesis.listStreams(request -> request.nextToken(token)),
                "ExpiredNextTokenException",
                "The NextToken has expired: tokens last 300 seconds.");
        assertRefused(
                () -> kinesis.listStreams(request -> request.nextToken("AAAA")),
                "InvalidArgumentException",
                "Invalid NextToken.");
    }
}
