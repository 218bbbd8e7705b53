package dev.freshet.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.record.Reassembly.Complete;
import dev.freshet.record.Reassembly.Duplicate;
import dev.freshet.record.Reassembly.GivenUp;
import dev.freshet.record.Reassembly.Held;
import dev.freshet.record.Reassembly.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the writer cuts, the reassembler puts together, whatever happens to the parts on their way. */
class ReassemblyPropertyTest {
    private static final Reassembler.Limits AMPLE = new Reassembler.Limits(1 << 30, Duration.ofDays(1));

    private final SettableClock clock = new SettableClock();

    @Provide
    Arbitrary<String> texts() {
        return TextArbitraries.texts(60);
    }

    @Provide
    Arbitrary<List<String>> rows() {
        return TextArbitraries.texts(40).list().ofMinSize(1).ofMaxSize(5);
    }

    @Property
    void everyFragmentIsUtf8WithinItsBoundAndTheyJoinToTheImage(
            @ForAll("texts") String text, @ForAll @IntRange(min = 6, max = 30) int room) {
        String image = SampleRecords.image(text);
        List<byte[]> records = SampleRecords.written(Op.CREATE, image, 1, new Chunking.Sizes(0, room));

        StringBuilder joined = new StringBuilder();
        for (byte[] record : records.subList(0, records.size() - 1)) {
            Fragment fragment = (Fragment) EnvelopeReader.read(record);
            byte[] data = fragment.data().array();
            String piece = new String(data, StandardCharsets.UTF_8);
            assertThat(piece.getBytes(StandardCharsets.UTF_8)).isEqualTo(data);
            assertThat(new JsonBuffer(0).appendString(piece).length()).isLessThanOrEqualTo(room + 2);
            joined.append(piece);
        }
        assertThat(joined).hasToString(image);
    }

    @Property
    void shuffledAndDuplicatedPartsOfManyRowsGiveEachRowOnce(
            @ForAll("rows") List<String> rows,
            @ForAll @IntRange(min = 6, max = 200) int room,
            @ForAll @IntRange(max = 400) int threshold,
            @ForAll Random random) {
        List<byte[]> parts = new ArrayList<>();
        List<RowChange> expected = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            Op op = Op.values()[random.nextInt(3)];
            String image = SampleRecords.image(rows.get(row));
            List<byte[]> written = SampleRecords.written(op, image, row, new Chunking.Sizes(threshold, room));
            parts.addAll(written);
            if (written.size() > 1) {
                int again = random.nextInt(written.size() + 1);
                parts.addAll(written.subList(0, again));
            }
            expected.add(SampleRecords.change(op, image));
        }
        Collections.shuffle(parts, random);

        Reassembler reassembler = new Reassembler(AMPLE, clock);
        List<RowChange> complete = completeOf(reassembler, parts);
        assertThat(complete).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(reassembler.heldBytes()).isZero();
        assertThat(completeOf(reassembler, parts.stream().filter(this::isPart).toList()))
                .isEmpty();
        assertThat(reassembler.heldBytes()).isZero();
    }

    private boolean isPart(byte[] record) {
        return !(EnvelopeReader.read(record) instanceof RowChange);
    }

    private static List<RowChange> completeOf(Reassembler reassembler, List<byte[]> parts) {
        List<RowChange> complete = new ArrayList<>();
        for (byte[] part : parts) {
            for (Reassembly answer : reassembler.accept(EnvelopeReader.read(part))) {
                assertThat(answer).isNotInstanceOf(GivenUp.class);
                if (answer instanceof Complete change) {
                    complete.add(change.change());
                }
            }
        }
        return complete;
    }

    @Property
    void aDamagedFragmentNeverGivesAChange(
            @ForAll("texts") String text, @ForAll @IntRange(min = 6, max = 60) int room, @ForAll Random random) {
        String image = SampleRecords.image(text);
        List<byte[]> parts = SampleRecords.written(Op.UPDATE, image, 1, new Chunking.Sizes(0, room));
        Collections.shuffle(parts, random);
        int damaged = random.nextInt(parts.size() - 1);
        Reassembler reassembler = new Reassembler(AMPLE, clock);
        List<Reassembly> answers = new ArrayList<>();
        for (byte[] part : parts) {
            ChangeRecord record = EnvelopeReader.read(part);
            if (record instanceof Fragment fragment && damaged-- == 0) {
                record = damage(fragment, random);
            }
            answers.addAll(reassembler.accept(record));
        }

        assertThat(answers.get(answers.size() - 1))
                .isInstanceOfSatisfying(
                        GivenUp.class, lost -> assertThat(lost.reason()).isEqualTo(Reason.WRONG_CHECKSUM));
        assertThat(answers.subList(0, answers.size() - 1)).hasOnlyElementsOfType(Held.class);
    }

    /** One bit, anywhere; CRC-32C finds each such fault. */
    private static Fragment damage(Fragment fragment, Random random) {
        byte[] data = fragment.data().array().clone();
        data[random.nextInt(data.length)] ^= (byte) (1 << random.nextInt(8));
        return new Fragment(fragment.chunkId(), fragment.index(), Bytes.of(data));
    }

    @Property
    void everyPartIsToldOfOnceAndMemoryStaysWithinItsBound(@ForAll("rows") List<String> rows, @ForAll Random random) {
        long room = 3_000;
        Reassembler reassembler = new Reassembler(new Reassembler.Limits(room, Duration.ofSeconds(20)), clock);
        List<byte[]> parts = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            String image = SampleRecords.image(rows.get(row));
            parts.addAll(SampleRecords.written(Op.CREATE, image, row, new Chunking.Sizes(0, 16)));
        }
        parts.addAll(parts.subList(0, random.nextInt(parts.size())));
        Collections.shuffle(parts, random);

        int held = 0;
        int released = 0;
        for (byte[] part : parts) {
            clock.advance(Duration.ofSeconds(random.nextInt(3)));
            ChangeRecord record = EnvelopeReader.read(part);
            boolean isFragment = record instanceof Fragment;
            int before = released;
            for (Reassembly answer : reassembler.accept(record)) {
                if (answer instanceof GivenUp lost) {
                    released += fragmentsOf(lost);
                } else if (answer instanceof Complete complete) {
                    released += fragmentsOf(complete, rows, parts);
                }
                if (answer instanceof Duplicate && isFragment) {
                    held--;
                }
            }
            held += isFragment ? 1 : 0;
            assertThat(released).isGreaterThanOrEqualTo(before);
            assertThat(reassembler.heldBytes()).isBetween(0L, room);
        }
        clock.advance(Duration.ofSeconds(20));
        for (GivenUp lost : reassembler.expire()) {
            released += fragmentsOf(lost);
        }
        assertThat(released).isEqualTo(held);
        assertThat(reassembler.heldBytes()).isZero();
    }

    private static int fragmentsOf(GivenUp lost) {
        return lost.chunks().stream().mapToInt(Reassembly.LostChunk::fragments).sum();
    }

    private static int fragmentsOf(Complete complete, List<String> rows, List<byte[]> parts) {
        String chunkId = complete.chunkIds().iterator().next();
        return parts.stream()
                .map(EnvelopeReader::read)
                .filter(ChunkedChange.class::isInstance)
                .map(main -> ((ChunkedChange) main).fragmented().get(0))
                .filter(reference -> reference.chunkId().equals(chunkId))
                .findFirst()
                .orElseThrow()
                .totalFragments();
    }

    /** The threshold of 9 MiB, for text whose escapes double, sextuple or do not. */
    @ParameterizedTest
    @CsvSource({"x, 1", "\", 2", "é, 2", "😀, 4", "'\u0001', 6", "\\, 2"})
    void aroundTheThresholdARecordIsWholeOrInFragmentsAndAlwaysReadBack(String character, int escapedBytes) {
        int threshold = 9 << 20;
        int around = SampleRecords.written(Op.CREATE, SampleRecords.image(""), 1, Chunking.Sizes.DOCUMENTED)
                .get(0)
                .length;
        int most = (threshold - around) / escapedBytes;
        for (int count : new int[] {most - 1, most, most + 1}) {
            String image = SampleRecords.image(character.repeat(count));
            List<byte[]> records = SampleRecords.written(Op.CREATE, image, 1, Chunking.Sizes.DOCUMENTED);
            assertThat(records.size() == 1).isEqualTo(count <= most);
            assertThat(records).allSatisfy(record -> assertThat(record).hasSizeLessThanOrEqualTo((9 << 20) + 200));
            Collections.reverse(records);
            assertThat(completeOf(new Reassembler(AMPLE, clock), records))
                    .containsExactly(SampleRecords.change(Op.CREATE, image));
        }
    }
}
