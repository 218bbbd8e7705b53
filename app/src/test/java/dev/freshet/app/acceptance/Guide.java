package dev.freshet.app.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Walks AWS's getting-started guide, typing its commands as they are printed there, the placeholders filled in. Each
 * step is walked once in a test run, by whoever needs it first; the classes named after the steps look at what came of
 * it.
 */
final class Guide {
    static final String DATA_STREAM = "my-cdc-stream";
    static final String ROLE = "dsql-cdc-role";
    static final String POLICY = "dsql-cdc-kinesis-access";

    private static final Duration ACTIVE_LIMIT = Duration.ofSeconds(60);
    private static final Duration DELIVERED_LIMIT = Duration.ofSeconds(60);

    private final Shell shell;
    private final Boto3 boto3;
    private final Once<DataStream> dataStream = new Once<>(this::createDataStream);
    private final Once<Role> role = new Once<>(this::createRole);
    private final Once<CdcStream> cdcStream = new Once<>(this::createCdcStream);
    private final Once<Rows> rows = new Once<>(this::writeRows);

    Guide(Shell shell, Boto3 boto3) {
        this.shell = shell;
        this.boto3 = boto3;
    }

    /**
     * @param created what create-stream answered
     * @param status what the last describe-stream-summary with the guide's query answered
     * @param arn "Record the stream ARN from the output. You need it in the following steps."
     */
    record DataStream(Outcome created, Outcome status, String arn) {}

    /** @param attached what put-role-policy answered */
    record Role(Outcome created, Outcome attached, String arn) {}

    /**
     * @param created what create-stream answered
     * @param status what the last get-stream with the guide's query answered
     */
    record CdcStream(Outcome created, Outcome status, String id) {}

    /**
     * @param begun when the first of them was not written yet
     * @param changes of {@code test_cdc}, as a reader of the whole data stream finds them
     */
    record Rows(Instant begun, Outcome psql, List<Change> changes) {}

    String cluster() {
        return shell.variable("FRESHET_CLUSTER_ID");
    }

    String account() {
        return shell.variable("FRESHET_ACCOUNT_ID");
    }

    String region() {
        return shell.variable("AWS_REGION");
    }

    /** Step 1: Create an Amazon Kinesis data stream. */
    DataStream dataStream() {
        return dataStream.get();
    }

    /** Step 2: Create an IAM role for Aurora DSQL. */
    Role role() {
        return role.get();
    }

    /** Step 3: Create the CDC stream. */
    CdcStream cdcStream() {
        return cdcStream.get();
    }

    /** Step 4: Verify that records are flowing; a row more is inserted, updated and deleted. */
    Rows rows() {
        return rows.get();
    }

    /** One of the guide's documents with the placeholders filled in. */
    String document(String name) {
        return Resource.text(name)
                .replace("your-account-id", account())
                .replace("cluster-id", cluster())
                .replace(":region:", ":" + region() + ":")
                .replace(".region.", "." + region() + ".");
    }

    private Outcome type(String commandLine, String... placeholdersAndValues) {
        String filled = commandLine.replace("--region region", "--region " + region());
        for (int i = 0; i < placeholdersAndValues.length; i += 2) {
            filled = wholeWord(placeholdersAndValues[i])
                    .matcher(filled)
                    .replaceAll(Matcher.quoteReplacement(placeholdersAndValues[i + 1]));
        }
        return shell.type(filled);
    }

    /** The placeholder cluster-id is no part of the option --cluster-identifier. */
    private static Pattern wholeWord(String placeholder) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(placeholder) + "(?![\\w-])");
    }

    private DataStream createDataStream() {
        Outcome created = type("""
                aws kinesis create-stream \\
                    --stream-name my-cdc-stream \\
                    --stream-mode-details StreamMode=ON_DEMAND \\
                    --max-record-size-in-ki-b 10240 \\
                    --region region
                """);
        created.succeeded();
        Outcome active = Poll.value(
                "the data stream is ACTIVE",
                ACTIVE_LIMIT,
                () -> Optional.of(type("""
                        aws kinesis describe-stream-summary \\
                            --stream-name my-cdc-stream \\
                            --region region \\
                            --query 'StreamDescriptionSummary.StreamStatus'
                        """))
                        .filter(status -> status.succeeded().out().equals("\"ACTIVE\"")));
        Outcome summary = type("aws kinesis describe-stream-summary --stream-name my-cdc-stream --region region");
        String arn = summary.json()
                .path("StreamDescriptionSummary")
                .path("StreamARN")
                .asString();
        return new DataStream(created, active, arn);
    }

    private Role createRole() {
        shell.save("trust-policy.json", document("trust-policy.json"));
        Outcome created = type("""
                aws iam create-role \\
                    --role-name dsql-cdc-role \\
                    --assume-role-policy-document file://trust-policy.json
                """);
        created.succeeded();
        shell.save("permissions-policy.json", document("permissions-policy.json"));
        Outcome attached = type("""
                aws iam put-role-policy \\
                    --role-name dsql-cdc-role \\
                    --policy-name dsql-cdc-kinesis-access \\
                    --policy-document file://permissions-policy.json
                """);
        attached.succeeded();
        return new Role(
                created, attached, created.json().path("Role").path("Arn").asString());
    }

    private CdcStream createCdcStream() {
        Outcome created = type(
                """
                aws dsql create-stream \\
                    --cluster-identifier cluster-id \\
                    --target-definition '{"kinesis":{"streamArn":"kinesis-stream-arn","roleArn":"role-arn"}}' \\
                    --ordering UNORDERED \\
                    --format JSON \\
                    --tags '{"Name":"my-cdc-stream"}' \\
                    --region region
                """, "cluster-id", cluster(), "kinesis-stream-arn", dataStream().arn(), "role-arn", role().arn());
        String id = created.json().path("streamIdentifier").asString();
        Outcome active = Poll.value(
                "the CDC stream is ACTIVE",
                ACTIVE_LIMIT,
                () -> Optional.of(type("""
                        aws dsql get-stream \\
                            --cluster-identifier cluster-id \\
                            --stream-identifier stream-id \\
                            --region region \\
                            --query 'status'
                        """, "cluster-id", cluster(), "stream-id", id))
                        .filter(status -> status.succeeded().out().equals("\"ACTIVE\"")));
        return new CdcStream(created, active, id);
    }

    private Rows writeRows() {
        cdcStream();
        Instant begun = Instant.now();
        Outcome psql = shell.typeInto("psql --set ON_ERROR_STOP=1", """
                CREATE TABLE IF NOT EXISTS test_cdc (
                    id INT PRIMARY KEY,
                    message TEXT
                );
                INSERT INTO test_cdc VALUES (1, 'hello cdc');
                INSERT INTO test_cdc VALUES (2, 'second');
                UPDATE test_cdc SET message = 'changed' WHERE id = 2;
                DELETE FROM test_cdc WHERE id = 2;
                """);
        psql.succeeded();
        List<Change> changes = new DataStreamReader(boto3, DATA_STREAM)
                .await(
                        "four changes of test_cdc",
                        DELIVERED_LIMIT,
                        all -> Change.of("test_cdc", all).stream()
                                        .map(Change::committedNanos)
                                        .distinct()
                                        .count()
                                >= 4);
        return new Rows(begun, psql, Change.of("test_cdc", changes));
    }
}
