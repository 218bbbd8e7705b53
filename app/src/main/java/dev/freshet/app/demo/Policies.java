package dev.freshet.app.demo;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The guide's two policy documents, for the demonstration's own resources. */
final class Policies {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String VERSION = "2012-10-17";

    private Policies() {}

    /** Lets DSQL assume the role on behalf of this cluster's CDC streams alone. */
    static String trust(String region, String account, String clusterId) {
        ObjectNode policy = MAPPER.createObjectNode().put("Version", VERSION);
        ObjectNode statement = policy.putArray("Statement")
                .addObject()
                .put("Sid", "DSQLAccess")
                .put("Effect", "Allow");
        statement.putObject("Principal").put("Service", "dsql.amazonaws.com");
        statement.put("Action", "sts:AssumeRole");
        ObjectNode condition = statement.putObject("Condition");
        condition.putObject("StringEquals").put("aws:SourceAccount", account);
        condition
                .putObject("ArnLike")
                .put("aws:SourceArn", "arn:aws:dsql:" + region + ":" + account + ":cluster/" + clusterId + "/stream/*");
        return policy.toString();
    }

    /** Lets the role write to the data stream. The guide's KMS statement is for customer managed keys; here is none. */
    static String permissions(String dataStreamArn) {
        ObjectNode policy = MAPPER.createObjectNode().put("Version", VERSION);
        ObjectNode statement = policy.putArray("Statement")
                .addObject()
                .put("Sid", "KinesisAccess")
                .put("Effect", "Allow");
        statement
                .putArray("Action")
                .add("kinesis:PutRecord")
                .add("kinesis:PutRecords")
                .add("kinesis:DescribeStreamSummary")
                .add("kinesis:ListShards");
        statement.put("Resource", dataStreamArn);
        return policy.toString();
    }
}
