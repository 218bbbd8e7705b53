"""Calls the practice services as any program in Python would, and prints what came of it as one JSON object."""
import json
import os
from datetime import datetime, timezone

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

CONFIG = Config(retries={"max_attempts": 1}, parameter_validation=False)
CLUSTER = "abcdefghijklmnopqrstuvwxyz"


def client(name, **more):
    return boto3.client(name, config=CONFIG, **more)


def outcome(call, **arguments):
    try:
        answer = call(**arguments)
        del answer["ResponseMetadata"]
        return answer
    except ClientError as error:
        response = error.response
        return {
            "code": response["Error"]["Code"],
            "message": response["Error"].get("Message"),
            "status": response["ResponseMetadata"]["HTTPStatusCode"],
            "request_id": "RequestId" in response["ResponseMetadata"],
            "more": {k: v for k, v in response.items() if k not in ("Error", "ResponseMetadata")},
        }


kinesis, iam, sts, dsql = client("kinesis"), client("iam"), client("sts"), client("dsql")
results = {
    "list_streams": outcome(kinesis.list_streams, Limit=3),
    "create_stream": outcome(kinesis.create_stream, StreamName="ünicode"),
    "create_stream_twice": outcome(kinesis.create_stream, StreamName="existing"),
    "wrong_type": outcome(kinesis.list_streams, ExclusiveStartStreamName=5),
    "get_records": outcome(
        kinesis.get_records,
        ShardIterator="x",
    ),
    "create_role": outcome(
        iam.create_role,
        RoleName="r",
        AssumeRolePolicyDocument='{"a": "1 + 1 & 2"}',
        Tags=[{"Key": "k", "Value": "ü"}],
    ),
    "create_role_no_tags": outcome(iam.create_role, RoleName="r", AssumeRolePolicyDocument="x", Tags=[]),
    "delete_role": outcome(iam.delete_role, RoleName="absent"),
    "identity": outcome(sts.get_caller_identity),
    "list_clusters": outcome(dsql.list_clusters, maxResults=2, nextToken="a b/+ü"),
    "untag": outcome(
        dsql.untag_resource,
        resourceArn=f"arn:aws:dsql:us-east-1:123456789012:cluster/{CLUSTER}",
        tagKeys=["a b", "ü&="],
    ),
    "delete_stream": outcome(
        dsql.delete_stream, clusterIdentifier=CLUSTER, streamIdentifier="s", clientToken="t"
    ),
    "create_cdc_stream": outcome(
        dsql.create_stream,
        clusterIdentifier=CLUSTER,
        targetDefinition={"kinesis": {"streamArn": "s", "roleArn": "r"}},
        ordering="UNORDERED",
        format="JSON",
        tags={"ü": "v"},
        clientToken="t",
    ),
    "create_cdc_stream_wrong": outcome(
        dsql.create_stream,
        clusterIdentifier="UPPER",
        targetDefinition={"kinesis": {}},
        ordering="UNORDERED",
        format="JSON",
        clientToken="t",
    ),
    "wrong_secret": outcome(client("dsql", aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"], aws_secret_access_key="x").list_clusters),
    "unknown_key": outcome(
        client("iam", aws_access_key_id="AKIAUNKNOWN", aws_secret_access_key="x").list_roles
    ),
    "wrong_region": outcome(client("kinesis", region_name="ap-south-1").list_streams),
}


def plain(value):
    if isinstance(value, datetime):
        return value.astimezone(timezone.utc).isoformat()
    if isinstance(value, bytes):
        return list(value)
    raise TypeError(type(value))


print(json.dumps(results, default=plain))
