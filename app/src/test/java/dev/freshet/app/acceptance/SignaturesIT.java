package dev.freshet.app.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever cannot prove who he is gets AWS's own answer, in the words of the service that he asked. */
@Needs({Tool.AWS_CLI, Tool.BOTO3})
@ExtendWith(SharedFreshet.class)
class SignaturesIT {
    private static final String INVALID_TOKEN = "The security token included in the request is invalid.";
    private static final String NO_MATCH = "The request signature we calculated does not match the signature you "
            + "provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for "
            + "details.";

    @ParameterizedTest
    @CsvSource({
        "kinesis, list_streams,        400, UnrecognizedClientException",
        "dsql,    list_clusters,       403, UnrecognizedClientException",
        "iam,     list_roles,          403, InvalidClientTokenId",
        "sts,     get_caller_identity, 403, InvalidClientTokenId",
    })
    void anUnknownKey(String service, String operation, int status, String code, Boto3 boto3) {
        AwsError refusal = boto3.refusal(
                service,
                operation,
                Map.of(),
                Map.of("aws_access_key_id", "AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key", "of-no-key-at-all"));

        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.text()).isEqualTo(INVALID_TOKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "kinesis, list_streams,        400, InvalidSignatureException",
        "dsql,    list_clusters,       403, InvalidSignatureException",
        "iam,     list_roles,          403, SignatureDoesNotMatch",
        "sts,     get_caller_identity, 403, SignatureDoesNotMatch",
    })
    void aWrongSecret(String service, String operation, int status, String code, Boto3 boto3, Shell shell) {
        AwsError refusal = boto3.refusal(
                service,
                operation,
                Map.of(),
                Map.of(
                        "aws_access_key_id",
                        shell.variable("AWS_ACCESS_KEY_ID"),
                        "aws_secret_access_key",
                        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));

        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.text()).startsWith(NO_MATCH);
    }

    @ParameterizedTest
    @CsvSource({
        "kinesis, list_streams,        400, InvalidSignatureException",
        "dsql,    list_clusters,       403, InvalidSignatureException",
        "sts,     get_caller_identity, 403, SignatureDoesNotMatch",
    })
    void anotherRegion(String service, String operation, int status, String code, Boto3 boto3) {
        AwsError refusal = boto3.refusal(service, operation, Map.of(), Map.of("region_name", "eu-central-1"));

        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.text()).contains("Credential should be scoped to a valid region");
    }

    @Test
    void theCliShowsTheSame(Shell shell) {
        assertThat(shell.with(Map.of("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"))
                        .type("aws kinesis list-streams")
                        .failed()
                        .err())
                .contains("(UnrecognizedClientException) when calling the ListStreams operation: " + INVALID_TOKEN);
    }

    @ParameterizedTest
    @EnumSource
    void noSignature(RawCall call, Shell shell) throws IOException, InterruptedException {
        RawCall.Answer answer = call.unsigned(shell);

        assertThat(answer.status()).isEqualTo(call.isJson() ? 400 : 403);
        assertThat(answer.code())
                .isEqualTo(call.isQuery() ? "MissingAuthenticationToken" : "MissingAuthenticationTokenException");
        assertThat(answer.body()).contains("Missing Authentication Token");
        assertThat(answer.requestId()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aSignatureOfTwentyMinutesAgo(RawCall call, Shell shell) throws IOException, InterruptedException {
        RawCall.Answer answer = call.signed(shell, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-20)));

        assertThat(answer.status()).isEqualTo(call.isJson() ? 400 : 403);
        assertThat(answer.code()).isEqualTo(call.isQuery() ? "SignatureDoesNotMatch" : "InvalidSignatureException");
        assertThat(answer.body())
                .contains("Signature expired: ")
                .contains("is now earlier than")
                .contains("15 min.");
    }

    @ParameterizedTest
    @EnumSource
    void aSignatureOfInTwentyMinutes(RawCall call, Shell shell) throws IOException, InterruptedException {
        RawCall.Answer answer = call.signed(shell, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(20)));

        assertThat(answer.status()).isEqualTo(call.isJson() ? 400 : 403);
        assertThat(answer.code()).isEqualTo(call.isQuery() ? "SignatureDoesNotMatch" : "InvalidSignatureException");
        assertThat(answer.body()).contains("Signature not yet current: ");
    }

    @ParameterizedTest
    @EnumSource
    void aSignatureOfFourteenMinutesAgoIsGood(RawCall call, Shell shell) throws IOException, InterruptedException {
        RawCall.Answer answer = call.signed(shell, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-14)));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
}
