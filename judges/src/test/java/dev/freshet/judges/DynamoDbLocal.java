package dev.freshet.judges;

import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/** AWS's own DynamoDB for one machine, in this process and its tables in memory. */
final class DynamoDbLocal implements AutoCloseable {
    /** DynamoDB Local reports its use to AWS unless it is told not to. */
    private static final boolean SILENT = true;

    private final AmazonDynamoDBLocal database = DynamoDBEmbedded.create(SILENT);

    DynamoDbAsyncClient client() {
        return database.dynamoDbAsyncClient();
    }

    @Override
    public void close() {
        database.shutdown();
    }
}
