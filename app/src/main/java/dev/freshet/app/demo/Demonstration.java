package dev.freshet.app.demo;

import dev.freshet.app.client.AwsException;
import dev.freshet.app.client.CdcStreamDetails;
import dev.freshet.app.client.DataRecord;
import dev.freshet.app.client.DataStreamSummary;
import dev.freshet.app.client.DsqlClient;
import dev.freshet.app.client.IamClient;
import dev.freshet.app.client.KinesisClient;
import dev.freshet.app.tail.DataStreamFollower;
import dev.freshet.app.tail.ReadableView;
import dev.freshet.app.tail.RecordView;
import dev.freshet.app.tail.StartFrom;
import dev.freshet.app.terminal.Shell;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * The guide's five steps, each one done and shown with the command that does the same. Every step takes what it finds
 * from an earlier run, so that the demonstration can be shown again on the same Freshet.
 */
public final class Demonstration {
    public static final String DATA_STREAM = "freshet-demo";

    private static final String ROLE = "freshet-demo-role";
    private static final String ROLE_POLICY = "freshet-demo-kinesis-access";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Stage stage;
    private final Narrator narrator;
    private final KinesisClient kinesis;
    private final IamClient iam;
    private final DsqlClient dsql;

    public Demonstration(Stage stage) {
        this.stage = stage;
        this.narrator = new Narrator(stage.terminal());
        this.kinesis = new KinesisClient(stage.http(), stage.region());
        this.iam = new IamClient(stage.http());
        this.dsql = new DsqlClient(stage.http(), stage.region());
    }

    /**
     * Runs until the thread is interrupted or the output is closed.
     *
     * @param tailCommand the command that shows the same records elsewhere
     * @throws DemoException when a step fails
     * @throws AwsException when a call is refused
     */
    public void run(String tailCommand) throws InterruptedException {
        String dataStreamArn = createDataStream();
        String roleArn = createRole(dataStreamArn);
        createCdcStream(dataStreamArn, roleArn);
        try (DataStreamFollower follower =
                        DataStreamFollower.open(kinesis, DATA_STREAM, StartFrom.LATEST, stage.clock());
                OrderWriter writer = writeRows()) {
            showRecords(follower, writer, tailCommand);
        }
    }

    private String createDataStream() throws InterruptedException {
        narrator.step(1, "Create a Kinesis data stream, where the changes will go");
        narrator.command("aws kinesis create-stream --stream-name " + DATA_STREAM
                + " --stream-mode-details StreamMode=ON_DEMAND --max-record-size-in-ki-b 10240");
        Instant start = stage.clock().instant();
        try {
            kinesis.createDataStream(DATA_STREAM);
        } catch (AwsException e) {
            acceptIf(e, "ResourceInUseException");
        }
        narrator.command("aws kinesis wait stream-exists --stream-name " + DATA_STREAM);
        String arn = awaitActive("data stream " + DATA_STREAM, () -> {
            DataStreamSummary found = kinesis.describe(DATA_STREAM);
            return found.status().equals("ACTIVE") ? Optional.of(found.arn()) : Optional.empty();
        });
        narrator.result("ACTIVE after " + since(start));
        return arn;
    }

    private String createRole(String dataStreamArn) throws InterruptedException {
        narrator.step(2, "Create an IAM role that Freshet assumes to write there");
        String trust = Policies.trust(stage.region(), stage.account(), stage.clusterId());
        String permissions = Policies.permissions(dataStreamArn);
        narrator.command(
                "aws iam create-role --role-name " + ROLE + " --assume-role-policy-document " + Shell.quote(trust));
        narrator.command("aws iam put-role-policy --role-name " + ROLE + " --policy-name " + ROLE_POLICY
                + " --policy-document " + Shell.quote(permissions));
        String arn = findOrCreateRole(trust);
        iam.putRolePolicy(ROLE, ROLE_POLICY, permissions);
        narrator.result(arn);
        return arn;
    }

    private String findOrCreateRole(String trust) throws InterruptedException {
        try {
            return iam.createRole(ROLE, trust);
        } catch (AwsException e) {
            acceptIf(e, "EntityAlreadyExists");
            iam.updateTrustPolicy(ROLE, trust);
            return iam.role(ROLE);
        }
    }

    private void createCdcStream(String dataStreamArn, String roleArn) throws InterruptedException {
        narrator.step(3, "Create the CDC stream from the cluster to the data stream");
        narrator.command("aws dsql create-stream --cluster-identifier " + stage.clusterId() + " --target-definition "
                + Shell.quote("{\"kinesis\":{\"streamArn\":\"" + dataStreamArn + "\",\"roleArn\":\"" + roleArn + "\"}}")
                + " --ordering UNORDERED --format JSON");
        Instant start = stage.clock().instant();
        String id = findOrCreateCdcStream(dataStreamArn, roleArn);
        narrator.command(
                "aws dsql wait stream-active --cluster-identifier " + stage.clusterId() + " --stream-identifier " + id);
        awaitActive("CDC stream " + id, () -> activeOrFailed(dsql.cdcStream(stage.clusterId(), id)));
        narrator.result("ACTIVE after " + since(start) + ": no commit from now on is missed");
    }

    private String findOrCreateCdcStream(String dataStreamArn, String roleArn) throws InterruptedException {
        for (String id : dsql.cdcStreamIds(stage.clusterId())) {
            CdcStreamDetails found = dsql.cdcStream(stage.clusterId(), id);
            boolean isOurs = found.dataStreamArn().equals(dataStreamArn);
            if (isOurs && found.status().equals("FAILED")) {
                dsql.deleteCdcStream(stage.clusterId(), id);
            } else if (isOurs && !found.status().equals("DELETING")) {
                return id;
            }
        }
        return dsql.createCdcStream(stage.clusterId(), dataStreamArn, roleArn);
    }

    private static Optional<String> activeOrFailed(CdcStreamDetails found) {
        return switch (found.status()) {
            case "ACTIVE" -> Optional.of(found.id());
            case "FAILED" ->
                throw new DemoException(
                        "The CDC stream " + found.id() + " is FAILED: "
                                + found.reason().orElse("no reason given"),
                        null);
            default -> Optional.empty();
        };
    }

    private OrderWriter writeRows() {
        narrator.step(4, "Write rows");
        narrator.command("psql -c " + Shell.quote(OrderWriter.CREATE_TABLE));
        narrator.command("psql -c " + Shell.quote(OrderWriter.insert("tea", 2)));
        OrderWriter writer = OrderWriter.start(stage);
        narrator.result("Writing a few rows every second, to " + stage.database());
        return writer;
    }

    private void showRecords(DataStreamFollower follower, OrderWriter writer, String tailCommand)
            throws InterruptedException {
        narrator.step(5, "Read the change records from the data stream");
        narrator.command("aws kinesis get-records --shard-iterator \"$(aws kinesis get-shard-iterator --stream-name "
                + DATA_STREAM + " --shard-id shardId-000000000000 --shard-iterator-type TRIM_HORIZON"
                + " --query ShardIterator --output text)\"");
        narrator.command(tailCommand);
        narrator.remark("Time of commit, delay from commit into the data stream, operation, table, row. Ctrl-C ends.");
        RecordView view = new ReadableView(stage.terminal(), ZoneId.systemDefault());
        while (!stage.terminal().outputIsClosed()) {
            for (DataRecord record : follower.next()) {
                stage.terminal().out().println("  " + view.line(record));
            }
            writer.rethrowFailure();
        }
    }

    private static void acceptIf(AwsException refusal, String code) {
        if (!refusal.is(code)) {
            throw refusal;
        }
    }

    /** One look at something that takes its time. */
    @FunctionalInterface
    private interface Look {
        Optional<String> now() throws InterruptedException;
    }

    private String awaitActive(String what, Look look) throws InterruptedException {
        Instant deadline = stage.clock().instant().plus(PATIENCE);
        while (stage.clock().instant().isBefore(deadline)) {
            Optional<String> found = look.now();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(LOOK_AGAIN);
        }
        throw new DemoException("The " + what + " is not ACTIVE after " + PATIENCE.toSeconds() + " s", null);
    }

    private String since(Instant start) {
        long millis = Duration.between(start, stage.clock().instant()).toMillis();
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
