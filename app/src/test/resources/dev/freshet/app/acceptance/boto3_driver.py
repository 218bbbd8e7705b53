"""Calls AWS operations through boto3 on behalf of the tests.

Reads one JSON object a line from standard input and answers each with one on standard output:

  {"service": "dsql", "operation": "get_stream", "arguments": {...}}      -> {"result": {...}}
  {"service": "dsql", "waiter": "stream_active", "arguments": {...}}      -> {"result": null}
  {"read": "my-cdc-stream", "after": {"shardId-...": "4967..."}}          -> {"result": [record, ...]}

or with {"error": {"code", "message", "status", "members"}}. "options" are those of boto3.client, such as other
credentials. Bytes travel as {"$bytes": "Base64"}, times as seconds.
"""

from __future__ import annotations

import base64
import datetime
import json
import sys

import boto3
from botocore.exceptions import BotoCoreError, ClientError, WaiterError

clients: dict[str, object] = {}


def client(service: str, options: dict):
    key = json.dumps([service, options], sort_keys=True)
    if key not in clients:
        clients[key] = boto3.client(service, **options)
    return clients[key]


def outgoing(value):
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode()}
    if isinstance(value, datetime.datetime):
        return value.timestamp()
    raise TypeError(type(value))


def incoming(members: dict):
    return base64.b64decode(members["$bytes"]) if "$bytes" in members else members


def read(kinesis, stream: str, after: dict) -> list:
    """All records of all shards, from the beginning or after the given sequence numbers."""
    records = []
    for page in kinesis.get_paginator("list_shards").paginate(StreamName=stream):
        for shard in page["Shards"]:
            shard_id = shard["ShardId"]
            position = {"ShardIteratorType": "TRIM_HORIZON"}
            if shard_id in after:
                position = {
                    "ShardIteratorType": "AFTER_SEQUENCE_NUMBER",
                    "StartingSequenceNumber": after[shard_id],
                }
            answer = kinesis.get_shard_iterator(StreamName=stream, ShardId=shard_id, **position)
            iterator = answer["ShardIterator"]
            while iterator:
                answer = kinesis.get_records(ShardIterator=iterator)
                records += [{"ShardId": shard_id, **record} for record in answer["Records"]]
                iterator = answer.get("NextShardIterator")
                if not answer["Records"] and answer["MillisBehindLatest"] == 0:
                    break
    return records


def answer(request: dict) -> dict:
    options = request.get("options") or {}
    try:
        if "read" in request:
            return {"result": read(client("kinesis", options), request["read"], request.get("after") or {})}
        caller = client(request["service"], options)
        arguments = request.get("arguments") or {}
        if "waiter" in request:
            caller.get_waiter(request["waiter"]).wait(**arguments)
            return {"result": None}
        result = getattr(caller, request["operation"])(**arguments)
        result.pop("ResponseMetadata", None)
        return {"result": result}
    except ClientError as e:
        members = {k: v for k, v in e.response.items() if k not in ("Error", "ResponseMetadata")}
        return {
            "error": {
                "code": e.response["Error"]["Code"],
                "message": e.response["Error"].get("Message", ""),
                "status": e.response["ResponseMetadata"]["HTTPStatusCode"],
                "members": members,
            }
        }
    except (WaiterError, BotoCoreError) as e:
        return {"error": {"code": type(e).__name__, "message": str(e), "status": 0, "members": {}}}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line, object_hook=incoming)), default=outgoing), flush=True)
