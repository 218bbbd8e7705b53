package dev.freshet.app.acceptance;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** A data record as a consumer gets it. */
record DeliveredRecord(String shardId, String sequenceNumber, String partitionKey, double arrivalSeconds, String data) {
    DeliveredRecord {
        if (!sequenceNumber.matches("[1-9]\\d{55}")) {
            throw new AssertionError("a sequence number has 56 digits: " + sequenceNumber);
        }
    }

    /** @param record as boto3's get_records has it, with the shard's id added */
    static DeliveredRecord of(JsonNode record) {
        return new DeliveredRecord(
                record.path("ShardId").asString(),
                record.path("SequenceNumber").asString(),
                record.path("PartitionKey").asString(),
                record.path("ApproximateArrivalTimestamp").asDouble(),
                utf8(record.path("Data").path("$bytes").asString()));
    }

    /** Of the Base64 that the AWS CLI prints. */
    static String utf8(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    BigInteger position() {
        return new BigInteger(sequenceNumber);
    }
}
