// Calls a data stream service as a program in JavaScript does: node judge.mjs ENDPOINT HANDLER DATA_STREAM.
// HANDLER is "default", the SDK's own choice for Kinesis (HTTP/2), or "http1". Prints "done" when all was as it must be.
import assert from "node:assert/strict";
import {
  CreateStreamCommand,
  DeleteStreamCommand,
  DescribeStreamConsumerCommand,
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  PutRecordCommand,
  PutRecordsCommand,
  RegisterStreamConsumerCommand,
  ResourceNotFoundException,
  SplitShardCommand,
  SubscribeToShardCommand,
  paginateListStreams,
  waitUntilStreamExists,
  waitUntilStreamNotExists,
} from "@aws-sdk/client-kinesis";
import { NodeHttpHandler } from "@smithy/node-http-handler";

const [endpoint, handler, StreamName] = process.argv.slice(2);
const options = handler === "http1" ? { requestHandler: new NodeHttpHandler() } : {};
const kinesis = new KinesisClient({ endpoint, ...options });
const waiter = { client: kinesis, maxWaitTime: 120, minDelay: 1, maxDelay: 1 };
const bytes = (text) => new TextEncoder().encode(text);
const text = (record) => new TextDecoder().decode(record.Data);

async function shards() {
  // The SDK has a paginator for lists of data streams, but none for lists of shards.
  const found = [];
  let page = await kinesis.send(new ListShardsCommand({ StreamName, MaxResults: 2 }));
  found.push(...page.Shards);
  while (page.NextToken) {
    assert.equal(page.Shards.length, 2);
    page = await kinesis.send(new ListShardsCommand({ NextToken: page.NextToken, MaxResults: 2 }));
    found.push(...page.Shards);
  }
  return found;
}

async function recordsOf(ShardId) {
  const position = { StreamName, ShardId, ShardIteratorType: "TRIM_HORIZON" };
  const { ShardIterator } = await kinesis.send(new GetShardIteratorCommand(position));
  return (await kinesis.send(new GetRecordsCommand({ ShardIterator, Limit: 1000 }))).Records;
}

async function activeConsumer(StreamARN, ConsumerName) {
  const { Consumer } = await kinesis.send(new RegisterStreamConsumerCommand({ StreamARN, ConsumerName }));
  const { ConsumerARN } = Consumer;
  let described;
  do {
    described = await kinesis.send(new DescribeStreamConsumerCommand({ ConsumerARN }));
  } while (described.ConsumerDescription.ConsumerStatus !== "ACTIVE");
  return ConsumerARN;
}

async function events(ConsumerARN, ShardId, Type) {
  const subscription = { ConsumerARN, ShardId, StartingPosition: { Type } };
  return (await kinesis.send(new SubscribeToShardCommand(subscription))).EventStream;
}

await kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 3 }));
await waitUntilStreamExists(waiter, { StreamName });
const summary = (await kinesis.send(new DescribeStreamSummaryCommand({ StreamName }))).StreamDescriptionSummary;
assert.equal(summary.StreamStatus, "ACTIVE");
assert.equal(summary.OpenShardCount, 3);
assert.ok(summary.StreamCreationTimestamp instanceof Date);

// Other tests' data streams are listed too, and five calls a second are allowed: the waits of three attempts may not do.
const patient = new KinesisClient({ endpoint, ...options, maxAttempts: 10 });
const names = [];
for await (const page of paginateListStreams({ client: patient, pageSize: 1 }, {})) {
  names.push(...page.StreamNames);
}
assert.ok(names.includes(StreamName));

const texts = Array.from({ length: 60 }, (_, i) => `Größe ${i}`);
const put = await kinesis.send(
  new PutRecordsCommand({ StreamName, Records: texts.map((t) => ({ Data: bytes(t), PartitionKey: `key of ${t}` })) }),
);
assert.equal(put.FailedRecordCount, 0);
const [first, ...others] = await shards();
assert.equal(others.length, 2);
const ofFirst = await recordsOf(first.ShardId);
const read = [...ofFirst];
for (const { ShardId } of others) {
  read.push(...(await recordsOf(ShardId)));
}
assert.deepEqual(read.map(text).sort(), [...texts].sort());
assert.ok(ofFirst.length > 0);
assert.equal(ofFirst[0].PartitionKey, `key of ${text(ofFirst[0])}`);
assert.ok(ofFirst[0].ApproximateArrivalTimestamp instanceof Date);

const consumer = await activeConsumer(summary.StreamARN, "fast");
const middle = (BigInt(first.HashKeyRange.EndingHashKey) / 2n).toString();
await kinesis.send(new SplitShardCommand({ StreamName, ShardToSplit: first.ShardId, NewStartingHashKey: middle }));
await waitUntilStreamExists(waiter, { StreamName });
assert.equal((await shards()).length, 5);

const pushed = [];
let end;
for await (const { SubscribeToShardEvent: event } of await events(consumer, first.ShardId, "TRIM_HORIZON")) {
  pushed.push(...event.Records);
  end = event;
}
assert.deepEqual(
  pushed.map((record) => record.SequenceNumber),
  ofFirst.map((record) => record.SequenceNumber),
);
assert.deepEqual(pushed.map(text), ofFirst.map(text));
assert.deepEqual(
  end.ChildShards.map((child) => child.ParentShards),
  [[first.ShardId], [first.ShardId]],
);

const [child] = end.ChildShards;
let sent;
for await (const { SubscribeToShardEvent: event } of await events(consumer, child.ShardId, "LATEST")) {
  // The first event says that the subscription stands; what is put now comes after it.
  sent ??= await kinesis.send(
    new PutRecordCommand({
      StreamName,
      Data: bytes("later"),
      PartitionKey: "k",
      ExplicitHashKey: child.HashKeyRange.StartingHashKey,
    }),
  );
  if (event.Records.length > 0) {
    assert.deepEqual(event.Records.map(text), ["later"]);
    assert.equal(event.Records[0].SequenceNumber, sent.SequenceNumber);
    break;
  }
}

await assert.rejects(
  kinesis.send(new DescribeStreamSummaryCommand({ StreamName: "nowhere" })),
  (error) =>
    error instanceof ResourceNotFoundException &&
    error.name === "ResourceNotFoundException" &&
    error.message === "Stream nowhere under account 123456789012 not found." &&
    error.$metadata.httpStatusCode === 400,
);
await assert.rejects(kinesis.send(new CreateStreamCommand({ StreamName, ShardCount: 1 })), {
  name: "ResourceInUseException",
});

await kinesis.send(new DeleteStreamCommand({ StreamName, EnforceConsumerDeletion: true }));
await waitUntilStreamNotExists(waiter, { StreamName });
kinesis.destroy();
console.log("done");
