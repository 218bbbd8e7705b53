package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The AWS SDK for JavaScript, which calls Kinesis over HTTP/2 with a connection for each call unless it is told
 * otherwise: by prior knowledge on the plain port, by ALPN with TLS.
 */
@Needs(Tool.NODE)
@ExtendWith(SharedFreshet.class)
class JavaScriptSdkIT {
    private static Path folder = Path.of("");

    @BeforeAll
    static void install() {
        folder = JavaScriptSdk.install();
    }

    @ParameterizedTest
    @CsvSource({
        "AWS_ENDPOINT_URL, default",
        "AWS_ENDPOINT_URL, http1",
        "FRESHET_TLS_ENDPOINT_URL, default",
        "FRESHET_TLS_ENDPOINT_URL, http1"
    })
    void dataStreamsFromCreationToDeletion(String endpoint, String handler, Shell shell) {
        String dataStream = "by-the-javascript-sdk-" + endpoint + "-" + handler;

        Outcome outcome = shell.in(folder)
                .type("node --no-warnings judge.mjs \"$%s\" %s %s".formatted(endpoint, handler, dataStream))
                .succeeded();

        assertThat(outcome.outLines()).containsExactly("done");
    }
}
