package dev.freshet.kinesis.action;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.gateway.ApiException;
import dev.freshet.gateway.NoOutput;
import dev.freshet.kinesis.action.DataStreamModelTest.Engine;
import dev.freshet.kinesis.action.DataStreamModelTest.Step;
import dev.freshet.kinesis.datastream.DataStream;
import dev.freshet.kinesis.datastream.DataStreamName;
import dev.freshet.kinesis.datastream.Shard;
import dev.freshet.kinesis.datastream.ShardId;
import dev.freshet.kinesis.datastream.StreamMode;
import dev.freshet.kinesis.datastream.StreamStatus;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the service should answer, as simply as it can be said: a list of records a shard, a list of shards a data
 * stream. Sequence numbers are not foretold: they must increase, and a record must keep the one it was given.
 */
final class DataStreamModel {
    private static final BigInteger HASH_KEYS = BigInteger.ONE.shiftLeft(128);
    private static final Duration ITERATOR_LIFE = Duration.ofMinutes(5);
    private static final Duration DAY = Duration.ofHours(24);
    private static final long READ_BYTES_MAX = 10 * 1024 * 1024;

    private static final String NOT_FOUND = "ResourceNotFoundException";
    private static final String INVALID = "InvalidArgumentException";
    private static final String VALIDATION = "ValidationException";
    private static final String LIMIT = "LimitExceededException";

    /** @param data its hash code stands for it */
    private record Kept(String number, Instant arrival, String key, int size, int data) {}

    private static final class ShardModel {
        final int id;
        final List<Integer> parents;
        final BigInteger start;
        final BigInteger end;
        final String firstNumber;
        /** All that ever were put. */
        final List<Kept> records = new ArrayList<>();

        int horizon;

        @Nullable
        Instant closed;

        ShardModel(int id, List<Integer> parents, BigInteger start, BigInteger end, String firstNumber) {
            this.id = id;
            this.parents = parents;
            this.start = start;
            this.end = end;
            this.firstNumber = firstNumber;
        }

        boolean covers(BigInteger hashKey) {
            return start.compareTo(hashKey) <= 0 && hashKey.compareTo(end) <= 0;
        }

        String name() {
            return new ShardId(id).toString();
        }
    }

    private static final class StreamModel {
        StreamMode mode = StreamMode.PROVISIONED;
        int retentionHours = 24;
        int maxRecordKib = 1024;
        final List<ShardModel> shards = new ArrayList<>();
        final List<Instant> modeSwitches = new ArrayList<>();
        final List<Instant> scalings = new ArrayList<>();

        @Nullable
        ShardModel shard(int id) {
            return shards.stream().filter(each -> each.id == id).findFirst().orElse(null);
        }

        List<ShardModel> open() {
            return shards.stream().filter(each -> each.closed == null).toList();
        }

        int nextId() {
            return shards.getLast().id + 1;
        }
    }

    /** An iterator that was given out. */
    private record Held(String text, Instant issued, StreamModel stream, int shard, int index) {}

    private final Engine engine;
    private final Map<String, StreamModel> streams = new HashMap<>();
    private final List<Held> iterators = new ArrayList<>();
    private int puts;

    DataStreamModel(Engine engine) {
        this.engine = engine;
    }

    void doBoth(Step step) {
        switch (step) {
            case Step.Create create -> create(create);
            case Step.Delete(int name) -> delete(name(name));
            case Step.Put put -> put(put);
            case Step.Get get -> get(get);
            case Step.ReadOn(int iterator, int limit) -> {
                if (!iterators.isEmpty()) {
                    read(iterators.get(iterator % iterators.size()), limit);
                }
            }
            case Step.Split split -> split(split);
            case Step.Merge merge -> merge(merge);
            case Step.Scale scale -> scale(scale);
            case Step.IncreaseRetention(int name, int hours) -> increaseRetention(name(name), hours);
            case Step.DecreaseRetention(int name, int hours) -> decreaseRetention(name(name), hours);
            case Step.MaxRecordSize(int name, int kib) -> maxRecordSize(name(name), kib);
            case Step.Mode(int name, StreamMode mode) -> mode(name(name), mode);
            case Step.Clock(Duration by) -> engine.clock.advance(by);
            case Step.Trim(Duration after) -> {
                engine.clock.advance(after);
                engine.kinesis().retention().trim();
                streams.values().forEach(this::trim);
            }
            case Step.Restart() -> engine.restart();
        }
        compare();
    }

    private static String name(int choice) {
        return choice == 0 ? "orders" : "others";
    }

    private static String arn(String name) {
        return ActionTest.arn(name);
    }

    private Instant now() {
        return engine.clock.instant();
    }

    /** Empty when the call is refused, which it must be just as foretold. */
    private <A> Optional<A> call(@Nullable String error, Record request, Class<A> answer) {
        try {
            A answered = engine.call(request, answer);
            assertThat(error).as("the answer to %s is %s", request, answered).isNull();
            return Optional.of(answered);
        } catch (ApiException e) {
            assertThat(e.code()).as("%s: %s", request, e.text()).isEqualTo(error);
            return Optional.empty();
        }
    }

    private boolean done(@Nullable String error, Record request) {
        return call(error, request, NoOutput.class).isPresent();
    }

    private void create(Step.Create step) {
        String name = name(step.name());
        Integer count = step.mode() == StreamMode.PROVISIONED ? step.shards() : null;
        String error = streams.containsKey(name) ? "ResourceInUseException" : null;
        if (done(
                error,
                new CreateStream.Request(
                        name, count, new StreamModeDetails(step.mode().name()), null, null, null))) {
            StreamModel made = new StreamModel();
            made.mode = step.mode();
            streams.put(name, made);
            for (Range range : uniform(count == null ? 4 : count)) {
                add(name, made, List.of(), range.start(), range.end());
            }
        }
    }

    private void delete(String name) {
        if (done(missing(name), new DeleteStream.Request(name, null, null, null))) {
            streams.remove(name);
        }
    }

    private @Nullable String missing(String name) {
        return streams.containsKey(name) ? null : NOT_FOUND;
    }

    private StreamModel stream(String name) {
        return Present.of(streams.get(name));
    }

    /** One of the shards, one that is not there any more, or one that never was. */
    private static int shardId(@Nullable StreamModel stream, int choice) {
        return stream == null ? choice % 3 : choice % (stream.nextId() + 1);
    }

    private record Range(BigInteger start, BigInteger end) {}

    private static List<Range> uniform(int count) {
        List<Range> ranges = new ArrayList<>();
        BigInteger width = HASH_KEYS.divide(BigInteger.valueOf(count));
        for (int i = 0; i < count; i++) {
            BigInteger end = i == count - 1 ? HASH_KEYS : width.multiply(BigInteger.valueOf(i + 1L));
            ranges.add(new Range(width.multiply(BigInteger.valueOf(i)), end.subtract(BigInteger.ONE)));
        }
        return ranges;
    }

    /** A shard that the service must have made too. Its numbers begin behind its parents'. */
    private void add(String name, StreamModel stream, List<Integer> parents, BigInteger start, BigInteger end) {
        int id = stream.shards.isEmpty() ? 0 : stream.nextId();
        String first = described(name)
                .shard(new ShardId(id))
                .orElseThrow(() -> new AssertionError("There is no shard " + id))
                .startingSequenceNumber()
                .toString();
        for (int parent : parents) {
            ShardModel before = stream.shard(parent);
            if (before != null && !before.records.isEmpty()) {
                assertThat(first).isGreaterThan(before.records.getLast().number());
            }
        }
        stream.shards.add(new ShardModel(id, parents, start, end, first));
    }

    private DataStream described(String name) {
        return engine.kinesis().dataStreams().describe(new DataStreamName(name));
    }

    private void put(Step.Put step) {
        String name = name(step.name());
        List<PutRecords.Entry> entries = new ArrayList<>();
        for (int i = 0; i < step.records(); i++) {
            byte[] data = new byte[step.dataBytes()];
            Arrays.fill(data, (byte) puts);
            BigInteger key = sixteenth((step.sixteenth() + 5 * i) % 16).add(BigInteger.valueOf(i));
            entries.add(new PutRecords.Entry(data, key.toString(), "key" + puts++));
        }
        String error = missing(name);
        if (error == null && step.dataBytes() + 10 > stream(name).maxRecordKib * 1024) {
            error = VALIDATION;
        }
        if (step.records() == 1) {
            PutRecords.Entry only = entries.getFirst();
            call(
                            error,
                            new PutRecord.Request(
                                    name, only.data(), only.partitionKey(), only.explicitHashKey(), null, null, null),
                            PutRecord.Response.class)
                    .ifPresent(answer -> keep(stream(name), only, answer.shardId(), answer.sequenceNumber()));
        } else {
            call(error, new PutRecords.Request(entries, name, null, null), PutRecords.Response.class)
                    .ifPresent(answer -> {
                        assertThat(answer.failedRecordCount()).isZero();
                        for (int i = 0; i < entries.size(); i++) {
                            PutRecords.Result result = answer.records().get(i);
                            keep(
                                    stream(name),
                                    entries.get(i),
                                    Present.of(result.shardId()),
                                    Present.of(result.sequenceNumber()));
                        }
                    });
        }
    }

    private static BigInteger sixteenth(int number) {
        return HASH_KEYS.shiftRight(4).multiply(BigInteger.valueOf(number));
    }

    private void keep(StreamModel stream, PutRecords.Entry entry, String shardName, String number) {
        BigInteger hashKey = new BigInteger(Present.of(entry.explicitHashKey()));
        ShardModel shard = stream.open().stream()
                .filter(each -> each.covers(hashKey))
                .findFirst()
                .orElseThrow();
        assertThat(shardName).isEqualTo(shard.name());
        String before = shard.records.isEmpty()
                ? shard.firstNumber
                : shard.records.getLast().number();
        assertThat(number).hasSize(56).isGreaterThan(before);
        byte[] data = Present.of(entry.data());
        String key = Present.of(entry.partitionKey());
        shard.records.add(
                new Kept(number, now(), key, key.getBytes(UTF_8).length + data.length, Arrays.hashCode(data)));
    }

    private void get(Step.Get step) {
        String name = name(step.name());
        StreamModel stream = streams.get(name);
        int id = shardId(stream, step.shard());
        Instant time = now().minus(step.back());
        String number = stream == null ? "0".repeat(56) : number(stream, id, step.record());
        boolean byNumber = step.type() == StartingPosition.Type.AT_SEQUENCE_NUMBER
                || step.type() == StartingPosition.Type.AFTER_SEQUENCE_NUMBER;
        boolean byTime = step.type() == StartingPosition.Type.AT_TIMESTAMP;
        ShardModel shard = stream == null ? null : stream.shard(id);
        String error = null;
        if (shard == null) {
            error = NOT_FOUND;
        } else if (byTime && time.isAfter(now()) || byNumber && place(shard, number) < 0) {
            error = INVALID;
        }
        Optional<GetShardIterator.Response> answer = call(
                error,
                new GetShardIterator.Request(
                        name,
                        new ShardId(id).toString(),
                        step.type().name(),
                        byNumber ? number : null,
                        byTime ? time : null,
                        null,
                        null),
                GetShardIterator.Response.class);
        if (answer.isPresent()) {
            int index = start(Present.of(shard), step.type(), number, time);
            read(new Held(answer.get().shardIterator(), now(), Present.of(stream), id, index), step.limit());
        }
    }

    /** Of some record of the data stream, mostly of the shard; the shard's first number where there are none. */
    private static String number(StreamModel stream, int id, int choice) {
        ShardModel shard = stream.shard(id);
        List<ShardModel> of = shard == null || choice % 8 == 0 ? stream.shards : List.of(shard);
        List<String> numbers = new ArrayList<>();
        of.forEach(each -> each.records.forEach(record -> numbers.add(record.number())));
        return numbers.isEmpty() ? of.getFirst().firstNumber : numbers.get(choice % numbers.size());
    }

    /** The record's index plus one, 0 for the shard's first number, -1 for another shard's. */
    private static int place(ShardModel shard, String number) {
        if (number.equals(shard.firstNumber)) {
            return 0;
        }
        return shard.records.stream().map(Kept::number).toList().indexOf(number) + 1 > 0
                ? shard.records.stream().map(Kept::number).toList().indexOf(number) + 1
                : -1;
    }

    private static int start(ShardModel shard, StartingPosition.Type type, String number, Instant time) {
        return switch (type) {
            case TRIM_HORIZON -> shard.horizon;
            case LATEST -> shard.records.size();
            case AT_SEQUENCE_NUMBER -> Math.max(0, place(shard, number) - 1);
            case AFTER_SEQUENCE_NUMBER -> place(shard, number);
            case AT_TIMESTAMP -> {
                int index = shard.horizon;
                while (index < shard.records.size()
                        && shard.records.get(index).arrival().isBefore(time)) {
                    index++;
                }
                yield index;
            }
        };
    }

    private void read(Held held, int limit) {
        String error = null;
        ShardModel shard = held.stream().shard(held.shard());
        if (now().isAfter(held.issued().plus(ITERATOR_LIFE))) {
            error = "ExpiredIteratorException";
        } else if (!streams.containsValue(held.stream()) || shard == null) {
            error = NOT_FOUND;
        }
        Optional<GetRecords.Response> answer =
                call(error, new GetRecords.Request(held.text(), limit, null, null), GetRecords.Response.class);
        if (answer.isPresent()) {
            compare(held, Present.of(shard), limit, answer.get());
        }
    }

    private void compare(Held held, ShardModel shard, int limit, GetRecords.Response found) {
        int from = Math.max(held.index(), shard.horizon);
        List<Kept> expected = new ArrayList<>();
        long bytes = 0;
        for (int i = from; i < shard.records.size() && expected.size() < limit; i++) {
            bytes += shard.records.get(i).size();
            if (!expected.isEmpty() && bytes > READ_BYTES_MAX) {
                break;
            }
            expected.add(shard.records.get(i));
        }
        assertThat(found.records().stream().map(DataStreamModel::kept).toList()).isEqualTo(expected);
        int next = from + expected.size();
        boolean caughtUp = next >= shard.records.size();
        assertThat(found.millisBehindLatest())
                .isEqualTo(
                        caughtUp
                                ? 0
                                : Duration.between(expected.getLast().arrival(), now())
                                        .toMillis());
        if (caughtUp && shard.closed != null) {
            assertThat(found.nextShardIterator()).isNull();
            assertThat(Present.of(found.childShards()).stream()
                            .map(ShardDescription.Child::shardId)
                            .toList())
                    .isEqualTo(held.stream().shards.stream()
                            .filter(each -> each.parents.contains(shard.id))
                            .map(ShardModel::name)
                            .toList());
        } else {
            assertThat(found.childShards()).isNull();
            iterators.add(new Held(Present.of(found.nextShardIterator()), now(), held.stream(), held.shard(), next));
        }
    }

    private static Kept kept(GetRecords.ReadRecord record) {
        return new Kept(
                record.sequenceNumber(),
                record.approximateArrivalTimestamp(),
                record.partitionKey(),
                record.partitionKey().getBytes(UTF_8).length + record.data().length,
                Arrays.hashCode(record.data()));
    }

    /** What is wrong with resharding the data stream at all. */
    private @Nullable String fixed(String name) {
        if (!streams.containsKey(name)) {
            return NOT_FOUND;
        }
        return stream(name).mode == StreamMode.ON_DEMAND ? VALIDATION : null;
    }

    private void split(Step.Split step) {
        String name = name(step.name());
        int id = shardId(streams.get(name), step.shard());
        BigInteger key = sixteenth(step.sixteenth());
        String error = fixed(name);
        ShardModel shard = error == null ? stream(name).shard(id) : null;
        if (error == null) {
            error = shard == null ? NOT_FOUND : splitFault(shard, key);
        }
        if (done(error, new SplitShard.Request(name, new ShardId(id).toString(), key.toString(), null, null))) {
            ShardModel parent = Present.of(shard);
            parent.closed = now();
            add(name, stream(name), List.of(id), parent.start, key.subtract(BigInteger.ONE));
            add(name, stream(name), List.of(id), key, parent.end);
        }
    }

    private static @Nullable String splitFault(ShardModel shard, BigInteger key) {
        boolean inside = key.compareTo(shard.start.add(BigInteger.ONE)) > 0 && key.compareTo(shard.end) < 0;
        return inside && shard.closed == null ? null : INVALID;
    }

    private void merge(Step.Merge step) {
        String name = name(step.name());
        StreamModel stream = streams.get(name);
        int id = shardId(stream, step.shard());
        int other = shardId(stream, step.other());
        String error = fixed(name);
        ShardModel one = error == null ? Present.of(stream).shard(id) : null;
        ShardModel two = error == null ? Present.of(stream).shard(other) : null;
        if (error == null) {
            error = one == null || two == null ? NOT_FOUND : mergeFault(one, two);
        }
        if (done(
                error,
                new MergeShards.Request(name, new ShardId(id).toString(), new ShardId(other).toString(), null, null))) {
            ShardModel first = Present.of(one);
            ShardModel second = Present.of(two);
            first.closed = now();
            second.closed = now();
            add(name, Present.of(stream), List.of(id, other), first.start.min(second.start), first.end.max(second.end));
        }
    }

    private static @Nullable String mergeFault(ShardModel one, ShardModel two) {
        boolean adjacent = one.end.add(BigInteger.ONE).equals(two.start)
                || two.end.add(BigInteger.ONE).equals(one.start);
        return adjacent && one.closed == null && two.closed == null ? null : INVALID;
    }

    private void scale(Step.Scale step) {
        String name = name(step.name());
        String error = fixed(name);
        if (error == null) {
            StreamModel stream = stream(name);
            int current = stream.open().size();
            if (step.target() > 2 * current || 2 * step.target() < current) {
                error = INVALID;
            } else if (lastDay(stream.scalings) >= 10) {
                error = LIMIT;
            }
        }
        call(
                        error,
                        new UpdateShardCount.Request(name, step.target(), "UNIFORM_SCALING", null, null),
                        UpdateShardCount.Response.class)
                .ifPresent(answer -> {
                    assertThat(answer.currentShardCount())
                            .isEqualTo(stream(name).open().size());
                    stream(name).scalings.add(now());
                    adoptScaled(name, stream(name), step.target());
                });
    }

    private long lastDay(List<Instant> times) {
        return times.stream().filter(time -> time.isAfter(now().minus(DAY))).count();
    }

    /** The way from shard to shard is the service's; where it leads to, and what stays as it is, is not. */
    private void adoptScaled(String name, StreamModel stream, int target) {
        List<Range> wanted = uniform(target);
        List<Integer> staying = stream.open().stream()
                .filter(each -> wanted.contains(new Range(each.start, each.end)))
                .map(each -> each.id)
                .toList();
        for (Shard shard : described(name).shards()) {
            List<Integer> parents =
                    shard.parents().stream().map(ShardId::number).toList();
            if (shard.id().number() == stream.nextId()) {
                add(
                        name,
                        stream,
                        parents,
                        shard.range().start().number(),
                        shard.range().end().number());
            }
            for (int parent : parents) {
                ShardModel before = stream.shard(parent);
                if (before != null && before.closed == null) {
                    before.closed = now();
                }
            }
        }
        assertThat(stream.open().stream()
                        .sorted(Comparator.comparing((ShardModel each) -> each.start))
                        .map(each -> new Range(each.start, each.end))
                        .toList())
                .isEqualTo(wanted);
        assertThat(stream.open().stream().map(each -> each.id).toList()).containsAll(staying);
    }

    private void increaseRetention(String name, int hours) {
        String error = retentionFault(name, hours);
        if (error == null) {
            trim(stream(name));
            error = hours <= stream(name).retentionHours ? INVALID : null;
        }
        if (done(error, new IncreaseStreamRetentionPeriod.Request(name, hours, null, null))) {
            stream(name).retentionHours = hours;
        }
    }

    private void decreaseRetention(String name, int hours) {
        String error = retentionFault(name, hours);
        if (error == null) {
            error = hours >= stream(name).retentionHours ? INVALID : null;
        }
        if (done(error, new DecreaseStreamRetentionPeriod.Request(name, hours, null, null))) {
            stream(name).retentionHours = hours;
        }
    }

    private @Nullable String retentionFault(String name, int hours) {
        return hours < 24 || hours > 8760 ? INVALID : missing(name);
    }

    private void maxRecordSize(String name, int kib) {
        if (done(missing(name), new UpdateMaxRecordSize.Request(arn(name), null, kib))) {
            stream(name).maxRecordKib = kib;
        }
    }

    private void mode(String name, StreamMode mode) {
        String error = missing(name);
        boolean changes = error == null && stream(name).mode != mode;
        if (changes && lastDay(stream(name).modeSwitches) >= 2) {
            error = LIMIT;
        }
        if (done(error, new UpdateStreamMode.Request(arn(name), null, new StreamModeDetails(mode.name()), null))
                && changes) {
            stream(name).mode = mode;
            stream(name).modeSwitches.add(now());
        }
    }

    private void trim(StreamModel stream) {
        Instant horizon = now().minus(Duration.ofHours(stream.retentionHours));
        for (ShardModel shard : stream.shards) {
            while (shard.horizon < shard.records.size()
                    && shard.records.get(shard.horizon).arrival().isBefore(horizon)) {
                shard.horizon++;
            }
        }
        stream.shards.removeIf(shard -> shard.closed != null && shard.closed.isBefore(horizon));
    }

    /** Whatever the step, the data streams are as the model has them. */
    private void compare() {
        assertThat(engine.kinesis().dataStreams().all().stream()
                        .map(each -> each.name().value())
                        .toList())
                .containsExactlyInAnyOrderElementsOf(streams.keySet());
        streams.forEach((name, expected) -> {
            DataStream found = described(name);
            assertThat(found.status()).isEqualTo(StreamStatus.ACTIVE);
            assertThat(found.settings().mode()).isEqualTo(expected.mode);
            assertThat(found.settings().retentionHours()).isEqualTo(expected.retentionHours);
            assertThat(found.settings().maxRecordKib()).isEqualTo(expected.maxRecordKib);
            assertThat(found.shards().stream().map(DataStreamModel::print).toList())
                    .isEqualTo(
                            expected.shards.stream().map(DataStreamModel::print).toList());
        });
    }

    private static String print(Shard shard) {
        return shard.id() + " of "
                + shard.parents().stream().map(ShardId::number).toList() + " "
                + shard.range().start().number() + " to " + shard.range().end().number() + " "
                + shard.startingSequenceNumber() + (shard.isOpen() ? " open" : " closed");
    }

    private static String print(ShardModel shard) {
        return shard.name() + " of " + shard.parents + " " + shard.start + " to " + shard.end + " " + shard.firstNumber
                + (shard.closed == null ? " open" : " closed");
    }
}
