package dev.freshet.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatestStreamsTest {
    @Test
    void howeverManyComeTheLatestAreKnown() {
        LatestStreams streams = new LatestStreams();
        int last = 100_000;
        IntStream.rangeClosed(1, last).forEach(streams::add);

        int firstKnown = last - LatestStreams.STREAMS_MAX + 1;
        assertThat(IntStream.rangeClosed(1, last).filter(streams::contains).boxed())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(firstKnown, last).boxed().toList());
        assertThat(streams.remove(last)).isTrue();
        assertThat(streams.remove(last)).isFalse();
        assertThat(streams.contains(last)).isFalse();
    }
}
