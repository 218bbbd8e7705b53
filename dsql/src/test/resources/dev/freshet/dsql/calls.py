"""Every operation of the dsql API by boto3, its waiters and paginators; an assertion that fails ends the script."""

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ACCOUNT = "123456789012"
STREAM_ARN = f"arn:aws:kinesis:us-east-1:{ACCOUNT}:stream/my-cdc-stream"
ROLE_ARN = f"arn:aws:iam::{ACCOUNT}:role/service-role/dsql-cdc-role"
TARGET = {"kinesis": {"streamArn": STREAM_ARN, "roleArn": ROLE_ARN}}
QUICK = {"Delay": 1, "MaxAttempts": 30}

config = Config(retries={"max_attempts": 0})
dsql = boto3.client("dsql", config=config)
# Sends what it is given, so that the server's own checks are seen.
careless = boto3.client("dsql", config=config.merge(Config(parameter_validation=False)))


def refused(call, **arguments):
    try:
        call(**arguments)
    except ClientError as e:
        return e.response
    raise AssertionError(f"{arguments} had to be refused")


def code(response):
    return response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]


# Clusters.
[default] = dsql.list_clusters()["clusters"]
assert set(default) == {"identifier", "arn"}, default
created = dsql.create_cluster(tags={"Name": "mine"}, clientToken="token-1")
cluster = created["identifier"]
assert created["deletionProtectionEnabled"] is True, created
assert created["encryptionDetails"] == {"encryptionType": "AWS_OWNED_KMS_KEY", "encryptionStatus": "ENABLED"}, created
assert created["endpoint"] == f"{cluster}.dsql.us-east-1.on.aws", created
assert created["creationTime"].year == 2026, created
again = dsql.create_cluster(tags={"Name": "mine"}, clientToken="token-1")
assert again["identifier"] == cluster and again["creationTime"] == created["creationTime"], again
assert code(refused(dsql.create_cluster, clientToken="token-1")) == ("ConflictException", 409)
dsql.get_waiter("cluster_active").wait(identifier=cluster, WaiterConfig=QUICK)
got = dsql.get_cluster(identifier=cluster)
assert got["status"] == "ACTIVE" and got["tags"] == {"Name": "mine"}, got
pages = dsql.get_paginator("list_clusters").paginate(PaginationConfig={"PageSize": 1})
assert [c["identifier"] for page in pages for c in page["clusters"]] == [default["identifier"], cluster]
assert dsql.get_vpc_endpoint_service_name(identifier=cluster)["serviceName"].startswith("com.amazonaws.us-east-1.dsql-")

# CDC streams.
stream = dsql.create_stream(
    clusterIdentifier=cluster, targetDefinition=TARGET, ordering="UNORDERED", format="JSON", tags={"k": "v"})
assert stream["status"] == "CREATING", stream
assert stream["arn"] == f"{got['arn']}/stream/{stream['streamIdentifier']}", stream
ids = {"clusterIdentifier": cluster, "streamIdentifier": stream["streamIdentifier"]}
dsql.get_waiter("stream_active").wait(**ids, WaiterConfig=QUICK)
got_stream = dsql.get_stream(**ids)
assert got_stream["targetDefinition"] == TARGET and got_stream["tags"] == {"k": "v"}, got_stream
assert "statusReason" not in got_stream, got_stream
[listed] = dsql.get_paginator("list_streams").paginate(clusterIdentifier=cluster).build_full_result()["streams"]
assert set(listed) == {"clusterIdentifier", "streamIdentifier", "arn", "creationTime", "status"}, listed

# Tags: the ARN is a path label that holds slashes.
arn = stream["arn"]
dsql.tag_resource(resourceArn=arn, tags={"a key": "a+b", "empty": ""})
assert dsql.list_tags_for_resource(resourceArn=arn)["tags"] == {"k": "v", "a key": "a+b", "empty": ""}
dsql.untag_resource(resourceArn=arn, tagKeys=["k", "a key"])
assert dsql.list_tags_for_resource(resourceArn=arn)["tags"] == {"empty": ""}

# Refusals, with every member that the model requires.
response = refused(dsql.get_cluster, identifier="a" * 26)
assert code(response) == ("ResourceNotFoundException", 404), response
assert response["resourceId"] == "a" * 26 and response["resourceType"] == "cluster", response
response = refused(dsql.delete_cluster, identifier=cluster)
assert code(response) == ("ValidationException", 400), response
assert response["reason"] == "deletionProtectionEnabled", response
for _ in range(4):
    dsql.create_stream(clusterIdentifier=cluster, targetDefinition=TARGET, ordering="UNORDERED", format="JSON")
response = refused(
    dsql.create_stream, clusterIdentifier=cluster, targetDefinition=TARGET, ordering="UNORDERED", format="JSON")
assert code(response) == ("ServiceQuotaExceededException", 402), response
assert response["Error"]["Message"] == "You have reached the stream limit.", response
assert all(response[m] for m in ("resourceId", "resourceType", "serviceCode", "quotaCode")), response
other_region = {"kinesis": {"streamArn": STREAM_ARN.replace("us-east-1", "eu-west-1"), "roleArn": ROLE_ARN}}
response = refused(
    dsql.create_stream, clusterIdentifier=default["identifier"], targetDefinition=other_region, ordering="UNORDERED",
    format="JSON")
assert code(response) == ("ValidationException", 400) and "eu-west-1" in response["Error"]["Message"], response
assert response["fieldList"][0]["name"] == "targetDefinition.kinesis.streamArn", response

# What a member may hold.
valid = {"clusterIdentifier": cluster, "targetDefinition": TARGET, "ordering": "UNORDERED", "format": "JSON"}
for field, wrong in {
    "ordering": {"ordering": "ORDERED"},
    "format": {"format": None},
    "targetDefinition.kinesis": {"targetDefinition": {}},
    "targetDefinition.kinesis.roleArn": {"targetDefinition": {"kinesis": {"streamArn": STREAM_ARN, "roleArn": "x" * 20}}},
    "clusterIdentifier": {"clusterIdentifier": "A" * 26},
    "clientToken": {"clientToken": "with space"},
    "tags": {"tags": {"bad!key": "v"}},
}.items():
    arguments = {k: v for k, v in {**valid, **wrong}.items() if v is not None}
    response = refused(careless.create_stream, **arguments)
    assert code(response) == ("ValidationException", 400), (field, response)
    assert response["reason"] == "fieldValidationFailed", (field, response)
    assert [f["name"] for f in response["fieldList"]] == [field], (field, response)
response = refused(careless.list_clusters, maxResults=101)
assert [f["name"] for f in response["fieldList"]] == ["maxResults"], response

# Deleting.
assert code(refused(dsql.delete_cluster, identifier=default["identifier"]))[0] == "ValidationException"
updated = dsql.update_cluster(identifier=cluster, deletionProtectionEnabled=False)
assert set(updated) - {"ResponseMetadata"} == {"identifier", "arn", "status", "creationTime"}, updated
assert code(refused(dsql.delete_cluster, identifier=cluster)) == ("ConflictException", 409)
for item in dsql.list_streams(clusterIdentifier=cluster)["streams"]:
    each = {"clusterIdentifier": cluster, "streamIdentifier": item["streamIdentifier"]}
    assert dsql.delete_stream(**each)["status"] == "DELETING"
    dsql.get_waiter("stream_not_exists").wait(**each, WaiterConfig=QUICK)
deleted = dsql.delete_cluster(identifier=cluster, clientToken="token-2")
assert deleted["status"] == "DELETING", deleted
dsql.get_waiter("cluster_not_exists").wait(identifier=cluster, WaiterConfig=QUICK)
assert dsql.delete_cluster(identifier=cluster, clientToken="token-2")["identifier"] == cluster
print("all calls answered")
