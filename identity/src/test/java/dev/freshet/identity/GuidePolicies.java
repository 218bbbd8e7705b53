package dev.freshet.identity;

/** The two documents of "Getting started with CDC streams" (Aurora DSQL User Guide), placeholders filled in. */
public final class GuidePolicies {
    public static final String ROLE_NAME = "dsql-cdc-role";
    public static final String ROLE_ARN = "arn:aws:iam::123456789012:role/dsql-cdc-role";
    public static final String POLICY_NAME = "dsql-cdc-kinesis-access";
    public static final String CLUSTER_ARN = "arn:aws:dsql:us-east-1:123456789012:cluster/kiabvsqdsqlnsz5uovcmvsm2oy";
    public static final String CDC_STREAM_ARN = CLUSTER_ARN + "/stream/w2xyzkabc5nsz5uovcmvsm2oyz";
    public static final String DATA_STREAM_ARN = "arn:aws:kinesis:us-east-1:123456789012:stream/my-cdc-stream";

    public static final String TRUST = """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Sid": "DSQLAccess",
                  "Effect": "Allow",
                  "Principal": { "Service": "dsql.amazonaws.com" },
                  "Action": "sts:AssumeRole",
                  "Condition": {
                    "StringEquals": { "aws:SourceAccount": "123456789012" },
                    "ArnLike": { "aws:SourceArn": "%s/stream/*" }
                  }
                }
              ]
            }
            """.formatted(CLUSTER_ARN);

    public static final String PERMISSIONS = """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Sid": "KinesisAccess",
                  "Effect": "Allow",
                  "Action": [
                    "kinesis:PutRecord",
                    "kinesis:PutRecords",
                    "kinesis:DescribeStreamSummary",
                    "kinesis:ListShards"
                  ],
                  "Resource": "%1$s"
                },
                {
                  "Sid": "KMSAccess",
                  "Effect": "Allow",
                  "Action": [ "kms:GenerateDataKey" ],
                  "Resource": "arn:aws:kms:*:*:key/*",
                  "Condition": {
                    "StringEquals": {
                      "kms:ViaService": "kinesis.us-east-1.amazonaws.com",
                      "kms:EncryptionContext:aws:kinesis:arn": "%1$s",
                      "aws:ResourceAccount": "${aws:PrincipalAccount}"
                    }
                  }
                }
              ]
            }
            """.formatted(DATA_STREAM_ARN);

    private GuidePolicies() {}
}
