package dev.freshet.kinesis.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.kinesis.datastream.SequenceNumber;
import dev.freshet.kinesis.history.DataStreamHistory.Rule;
import dev.freshet.kinesis.history.DataStreamHistory.Violation;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The checker finds each fault in a made-up history, and none in a good one. */
class DataStreamHistoryTest {
    private static final String PARENT = "shardId-000000000000";
    private static final String CHILD = "shardId-000000000001";
    private static final String OTHER_CHILD = "shardId-000000000002";
    private static final BigInteger MIDDLE = BigInteger.ONE.shiftLeft(127);
    private static final BigInteger END = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
    /** Explicit hash keys. */
    private static final String LOW = ".5";

    private static final String HIGH = "." + END;

    private final DataStreamHistory history = new DataStreamHistory();

    private static String number(int shard, long index) {
        return new SequenceNumber(100 + Math.min(shard, 1), shard, index, 200).toString();
    }

    private static ListedShard shard(String id, List<String> parents, BigInteger start, BigInteger end, boolean open) {
        int number = id.charAt(id.length() - 1) - '0';
        return new ListedShard(
                id,
                parents,
                start,
                end,
                number(number, 0),
                open ? Optional.empty() : Optional.of(number(number, SequenceNumber.LAST_INDEX)));
    }

    private static final ListedShard WHOLE = shard(PARENT, List.of(), BigInteger.ZERO, END, true);
    private static final ListedShard CLOSED = shard(PARENT, List.of(), BigInteger.ZERO, END, false);
    private static final ListedShard LOWER =
            shard(CHILD, List.of(PARENT), BigInteger.ZERO, MIDDLE.subtract(BigInteger.ONE), true);
    private static final ListedShard UPPER = shard(OTHER_CHILD, List.of(PARENT), MIDDLE, END, true);

    /** Two answered calls and one under way, into a shard that is split. */
    private void good() {
        history.listed(List.of(WHOLE));
        history.answered("0.0.0.0" + LOW, PARENT, number(0, 1));
        history.answered("0.0.0.1" + HIGH, PARENT, number(0, 2));
        history.answered("0.0.1.0" + LOW, CHILD, number(1, 1));
        history.saw("early", PARENT, number(0, 1), "0.0.0.0" + LOW);
        history.listed(List.of(CLOSED, LOWER, UPPER));
        history.saw("last", PARENT, number(0, 1), "0.0.0.0" + LOW);
        history.saw("last", PARENT, number(0, 2), "0.0.0.1" + HIGH);
        history.ended("last", PARENT);
        history.saw("last", CHILD, number(1, 1), "0.0.1.0" + LOW);
        history.saw("last", CHILD, number(1, 2), "0.0.2.0" + LOW);
    }

    private void assertBroken(Rule... rules) {
        assertThat(history.check("last")).extracting(Violation::rule).containsOnly(rules);
    }

    @Test
    void aGoodHistoryBreaksNoRule() {
        good();

        assertThat(history.check("last")).isEmpty();
    }

    @Test
    void anAnsweredRecordThatIsNotThereIsFound() {
        good();
        history.answered("0.1.0.0" + LOW, CHILD, number(1, 3));

        assertBroken(Rule.KEPT);
    }

    @Test
    void aRecordInAnotherPlaceThanAnsweredIsFound() {
        good();
        history.answered("0.1.0.0" + LOW, CHILD, number(1, 4));
        history.saw("last", CHILD, number(1, 3), "0.1.0.0" + LOW);

        assertBroken(Rule.IN_PLACE);
    }

    @Test
    void aDoubledRecordIsFound() {
        good();
        history.saw("last", CHILD, number(1, 3), "0.0.2.0" + LOW);

        assertBroken(Rule.ONCE);
    }

    @Test
    void aRecordThatNobodyPutIsFound() {
        good();
        history.saw("last", CHILD, number(1, 3), "0.0.3.0" + LOW);

        assertBroken(Rule.PUT);
    }

    @Test
    void readersThatSeeDifferentRecordsAreFound() {
        good();
        history.saw("early", PARENT, number(0, 2), "0.7.0.0" + HIGH);

        assertBroken(Rule.SAME_FOR_ALL);
    }

    @Test
    void aRecordThatWasSeenAndIsGoneIsFound() {
        good();
        history.saw("other", CHILD, number(1, 1), "0.0.1.0" + LOW);
        history.saw("other", CHILD, number(1, 2), "0.0.2.0" + LOW);
        history.saw("other", CHILD, number(1, 3), "0.5.0.0" + LOW);

        assertBroken(Rule.SAME_FOR_ALL);
    }

    @Test
    void aRecordThatIsSeenBeforeTheOneAheadOfItIsFound() {
        good();
        history.saw("hasty", PARENT, number(0, 2), "0.0.0.1" + HIGH);
        history.saw("hasty", PARENT, number(0, 1), "0.0.0.0" + LOW);

        assertBroken(Rule.SAME_FOR_ALL);
    }

    @Test
    void aGapIsFound() {
        good();
        history.saw("last", CHILD, number(1, 4), "0.3.0.0" + LOW);

        assertBroken(Rule.NO_GAP);
    }

    @Test
    void aNumberThatDoesNotIncreaseIsFound() {
        good();
        history.saw("last", CHILD, number(1, 2), "0.3.0.0" + LOW);

        assertBroken(Rule.INCREASING, Rule.NO_GAP);
    }

    @Test
    void anEarlierCallBehindALaterOneIsFound() {
        good();
        history.answered("0.4.0.0" + LOW, CHILD, number(1, 4));
        history.answered("0.4.1.0" + LOW, CHILD, number(1, 3));
        history.saw("last", CHILD, number(1, 3), "0.4.1.0" + LOW);
        history.saw("last", CHILD, number(1, 4), "0.4.0.0" + LOW);

        assertBroken(Rule.ORDER_OF_CALLS);
    }

    @Test
    void aRecordBehindTheEndThatAReaderWasToldIsFound() {
        good();
        history.saw("last", PARENT, number(0, 3), "0.6.0.0" + LOW);

        assertBroken(Rule.NOTHING_BEHIND_THE_END);
    }

    @Test
    void anOpenShardThatWasSaidToHaveEndedIsFound() {
        good();
        history.ended("last", CHILD);

        assertBroken(Rule.NOTHING_BEHIND_THE_END);
    }

    @Test
    void aRecordBehindTheEndingNumberIsFound() {
        String last = number(0, 1);
        history.listed(List.of(WHOLE.closed(last), LOWER, UPPER));
        history.saw("last", PARENT, number(0, 1), "0.0.0.0" + LOW);

        assertBroken(Rule.NOTHING_BEHIND_THE_END);
    }

    @Test
    void aChildThatBeginsBeforeItsParentsEndIsFound() {
        ListedShard early =
                new ListedShard(CHILD, List.of(PARENT), LOWER.start(), LOWER.end(), number(0, 0), Optional.empty());
        history.listed(List.of(CLOSED, early, UPPER));

        assertBroken(Rule.CHILDREN_BEHIND_PARENTS);
    }

    @Test
    void aRecordOutsideItsShardsRangeIsFound() {
        good();
        history.saw("last", CHILD, number(1, 3), "0.3.0.0" + HIGH);

        assertBroken(Rule.HASH_KEY_IN_RANGE);
    }

    @Test
    void aPartitionKeysHashCounts() {
        RecordName low = RecordName.parse("9.0.0.0");
        RecordName high = RecordName.parse("9.1.0.0");
        for (int call = 0; low.hashKey().compareTo(MIDDLE) >= 0; call++) {
            low = RecordName.parse("9.0.0." + call);
        }
        for (int call = 0; high.hashKey().compareTo(MIDDLE) < 0; call++) {
            high = RecordName.parse("9.1.0." + call);
        }
        good();
        history.saw("last", CHILD, number(1, 3), low.toString());
        assertThat(history.check("last")).isEmpty();
        history.saw("last", CHILD, number(1, 4), high.toString());

        assertBroken(Rule.HASH_KEY_IN_RANGE);
    }

    @Test
    void missingAndDoubledHashKeysAreFound() {
        history.listed(List.of(CLOSED, LOWER));
        assertBroken(Rule.OPEN_SHARDS_COVER_ALL);

        DataStreamHistory doubled = new DataStreamHistory();
        doubled.listed(List.of(CLOSED, LOWER, UPPER, shard("shardId-000000000003", List.of(), MIDDLE, END, true)));
        assertThat(doubled.check("last")).extracting(Violation::rule).containsOnly(Rule.OPEN_SHARDS_COVER_ALL);
    }

    @Test
    void halfASplitIsFound() {
        history.listed(List.of(WHOLE, LOWER, UPPER));
        assertBroken(Rule.OPEN_SHARDS_COVER_ALL, Rule.PARENTS_ARE_CLOSED);

        DataStreamHistory closedOnly = new DataStreamHistory();
        closedOnly.listed(List.of(CLOSED));
        assertThat(closedOnly.check("last"))
                .extracting(Violation::rule)
                .containsOnly(Rule.OPEN_SHARDS_COVER_ALL, Rule.PARENTS_ARE_CLOSED);
    }

    @Test
    void aShardThatOpensAgainIsFound() {
        history.listed(List.of(CLOSED, LOWER, UPPER));
        history.listed(List.of(WHOLE));

        assertBroken(Rule.SHARDS_STAY);
    }

    @Test
    void recordsOfAShardThatIsNotListedAreFound() {
        good();
        history.saw("last", "shardId-000000000008", number(8, 1), "0.3.0.0" + LOW);

        assertBroken(Rule.SHARDS_STAY);
    }

    @Test
    void linesAreUnderstoodAsTheyArePrintedAndCutOnesAreNot() {
        HistoryLines.remember(HistoryLines.list(List.of(CLOSED, LOWER, UPPER)), history);
        HistoryLines.remember(HistoryLines.put(List.of(CHILD + "/" + number(1, 1) + "/0.0.0.0" + LOW)), history);
        HistoryLines.remember(HistoryLines.saw("last", CHILD, List.of(number(1, 1) + "/0.0.0.0" + LOW)), history);
        HistoryLines.remember(HistoryLines.end("last", PARENT), history);
        HistoryLines.remember(HistoryLines.RESHARDING, history);
        assertThat(history.check("last")).isEmpty();
        assertThat(history.answeredRecords()).isEqualTo(1);
        String line = HistoryLines.end("last", CHILD);
        HistoryLines.remember(line.substring(0, line.length() - 1), history);
        assertThat(history.check("last")).isEmpty();
        HistoryLines.remember(line, history);

        assertBroken(Rule.NOTHING_BEHIND_THE_END);
    }
}
