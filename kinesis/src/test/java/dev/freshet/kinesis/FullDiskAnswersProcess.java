package dev.freshet.kinesis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The program that {@link FullDiskAnswersTest} runs on a small disk: the service over HTTP, and AWS's client. */
final class FullDiskAnswersProcess {
    private static final int RECORD_BYTES = 500_000;
    /** To be opened again, the log needs room for what its write buffers held. */
    private static final int ROOM_BYTES = 128 * 1024 * 1024;

    /** What the disk has room for, several times over. */
    private static final int PUTS_MAX = 2_000;

    private FullDiskAnswersProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path disk = Path.of(arguments[0]);
        Path ballast = Files.write(disk.resolve("ballast"), new byte[ROOM_BYTES]);
        try (TestKinesis test = TestKinesis.start(Files.createDirectory(disk.resolve("log")))) {
            KinesisClient kinesis = test.client();
            kinesis.createStream(request -> request.streamName("orders").shardCount(1));
            int put = 0;
            Optional<KinesisException> failure = put(kinesis, put);
            while (failure.isEmpty() && put < PUTS_MAX) {
                put++;
                failure = put(kinesis, put);
            }
            require(put > 10, "some records fit, but only " + put + " did");
            requireInternalFailure(failure.orElseThrow());
            requireRefused(putTwo(kinesis));
            require(read(kinesis) == put, "the answered records are there and no others");

            Files.delete(ballast);
            require(put(kinesis, put).isEmpty(), "there is room again");
            put++;
            require(putTwo(kinesis).failedRecordCount() == 0, "there is room for PutRecords too");
            require(read(kinesis) == put + 2, "all answered records are there");
        }
        System.out.println("recovered");
    }

    private static Optional<KinesisException> put(KinesisClient kinesis, int number) {
        byte[] data = new byte[RECORD_BYTES];
        data[0] = (byte) number;
        try {
            kinesis.putRecord(
                    request -> request.streamName("orders").partitionKey("key").data(SdkBytes.fromByteArray(data)));
            return Optional.empty();
        } catch (KinesisException e) {
            return Optional.of(e);
        }
    }

    private static PutRecordsResponse putTwo(KinesisClient kinesis) {
        PutRecordsRequestEntry entry = PutRecordsRequestEntry.builder()
                .partitionKey("key")
                .data(SdkBytes.fromByteArray(new byte[RECORD_BYTES]))
                .build();
        return kinesis.putRecords(request -> request.streamName("orders").records(entry, entry));
    }

    private static void requireInternalFailure(KinesisException refusal) {
        require(refusal.statusCode() == 500, "the status is 500: " + refusal);
        String code = refusal.awsErrorDetails().errorCode();
        require(code.equals("InternalFailureException"), "the error is an internal failure: " + refusal);
    }

    /** The call goes well, and says of each record that it did not. */
    private static void requireRefused(PutRecordsResponse answer) {
        List<String> codes =
                answer.records().stream().map(PutRecordsResultEntry::errorCode).toList();
        require(answer.failedRecordCount() == 2, "both records failed: " + answer);
        require(codes.equals(List.of("InternalFailure", "InternalFailure")), "both for one reason: " + codes);
    }

    /** How many records there are; those of {@link #put} must be in order. */
    private static int read(KinesisClient kinesis) {
        String iterator = kinesis.getShardIterator(request -> request.streamName("orders")
                        .shardId("shardId-000000000000")
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        int count = 0;
        while (true) {
            String next = iterator;
            GetRecordsResponse answer = kinesis.getRecords(request -> request.shardIterator(next));
            for (Record record : answer.records()) {
                byte first = record.data().asByteArrayUnsafe()[0];
                require(first == (byte) count || first == 0, "record " + count + " is itself");
                count++;
            }
            if (answer.records().isEmpty() && answer.millisBehindLatest() == 0) {
                return count;
            }
            iterator = answer.nextShardIterator();
        }
    }

    private static void require(boolean kept, String promise) {
        if (!kept) {
            throw new AssertionError("Broken: " + promise);
        }
    }
}
