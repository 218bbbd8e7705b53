package dev.freshet.kinesis.history;

import dev.freshet.kinesis.datastream.SequenceNumber;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What writers were answered, what readers saw and what lists of shards told, over all lives of the process. It holds no
 * opinion of how the service works: {@link #check} knows only the rules that a caller may rely on.
 *
 * <p>Readers begin every shard at its oldest record. What any of them saw at a place of a shard, all must see there, so
 * one sequence a shard is kept, and how far each reader came in it.
 */
final class DataStreamHistory {
    private static final BigInteger HASH_KEYS = BigInteger.ONE.shiftLeft(128);

    /** What callers may rely on. */
    enum Rule {
        /** An answered record is there. */
        KEPT,
        /** It is where the answer said. */
        IN_PLACE,
        /** No record is there twice. */
        ONCE,
        /** Every record was put: by an answered call, or by the one that was under way when the process died. */
        PUT,
        /** What one reader saw at a place, all see, also after the next death. */
        SAME_FOR_ALL,
        /** No record is passed over. */
        NO_GAP,
        /** The sequence numbers of a shard strictly increase. */
        INCREASING,
        /** Records that one thread put to a shard one after the other are in that order. */
        ORDER_OF_CALLS,
        /** Nothing comes behind the end of a shard, told to a reader or listed. */
        NOTHING_BEHIND_THE_END,
        /** The numbers of a child, and its start, are greater than its parents'. */
        CHILDREN_BEHIND_PARENTS,
        /** A record lies in a shard whose range has its hash key. */
        HASH_KEY_IN_RANGE,
        /** The open shards have every hash key exactly once. */
        OPEN_SHARDS_COVER_ALL,
        /** A shard has children just when it is closed. */
        PARENTS_ARE_CLOSED,
        /** A shard is closed once, and does not change or go otherwise. */
        SHARDS_STAY
    }

    /** A rule that does not hold. */
    record Violation(Rule rule, String what) {}

    private record Seen(String number, String record) {}

    private record Place(String shard, String number) {}

    private final Map<String, Place> answered = new LinkedHashMap<>();
    private final Map<String, Integer> lastCalls = new HashMap<>();
    private final Map<String, List<Seen>> seen = new TreeMap<>();
    /** By reader and shard, how many records it saw. */
    private final Map<String, Integer> cursors = new HashMap<>();
    /** By shard, how many records a reader had seen when it was told the end. */
    private final Map<String, Integer> ends = new HashMap<>();

    private Map<String, ListedShard> listed = Map.of();
    private final List<Violation> violations = new ArrayList<>();

    /** A call was answered; one thread's calls in their order. */
    void answered(String record, String shard, String number) {
        RecordName name = RecordName.parse(record);
        lastCalls.put(name.by(), name.call());
        answered.put(record, new Place(shard, number));
    }

    void saw(String reader, String shard, String number, String record) {
        List<Seen> sequence = seen.computeIfAbsent(shard, _ -> new ArrayList<>());
        Seen now = new Seen(number, record);
        int place = cursors.merge(cursor(reader, shard), 1, Integer::sum) - 1;
        if (place == sequence.size()) {
            sequence.add(now);
        } else if (!sequence.get(place).equals(now)) {
            violated(
                    Rule.SAME_FOR_ALL, reader + " saw " + now + " of " + shard + " in place of " + sequence.get(place));
        }
    }

    /** A reader was told that it has seen all of a shard. */
    void ended(String reader, String shard) {
        ends.merge(shard, cursors.getOrDefault(cursor(reader, shard), 0), Math::min);
    }

    void listed(List<ListedShard> shards) {
        Map<String, ListedShard> now = new TreeMap<>();
        shards.forEach(shard -> now.put(shard.id(), shard));
        listed.values().forEach(was -> checkStays(was, now.get(was.id())));
        checkCover(shards);
        checkParents(now);
        listed = now;
    }

    private void checkStays(ListedShard was, @Nullable ListedShard now) {
        boolean stays = now != null
                && (now.equals(was)
                        || was.isOpen()
                                && now.last().isPresent()
                                && now.equals(was.closed(now.last().get())));
        if (!stays) {
            violated(Rule.SHARDS_STAY, was + " became " + now);
        }
    }

    private void checkCover(List<ListedShard> shards) {
        BigInteger next = BigInteger.ZERO;
        for (ListedShard shard : shards.stream()
                .filter(ListedShard::isOpen)
                .sorted(Comparator.comparing(ListedShard::start))
                .toList()) {
            if (!shard.start().equals(next)) {
                violated(Rule.OPEN_SHARDS_COVER_ALL, shard + " does not begin at " + next);
            }
            next = shard.end().add(BigInteger.ONE);
        }
        if (!next.equals(HASH_KEYS)) {
            violated(Rule.OPEN_SHARDS_COVER_ALL, "the open shards end before " + next);
        }
    }

    private void checkParents(Map<String, ListedShard> now) {
        Set<String> parents = new HashSet<>();
        now.values().forEach(shard -> parents.addAll(shard.parents()));
        for (ListedShard shard : now.values()) {
            if (shard.isOpen() == parents.contains(shard.id())) {
                violated(Rule.PARENTS_ARE_CLOSED, shard + " has children: " + parents.contains(shard.id()));
            }
        }
    }

    int answeredRecords() {
        return answered.size();
    }

    int shards() {
        return listed.size();
    }

    /** @param lastReader read everything when nothing was written any more */
    List<Violation> check(String lastReader) {
        Map<String, Place> places = new HashMap<>();
        seen.forEach((shard, sequence) -> {
            int seenLast = cursors.getOrDefault(cursor(lastReader, shard), 0);
            if (seenLast < sequence.size()) {
                violated(Rule.SAME_FOR_ALL, shard + " lost all behind " + seenLast + ": " + sequence.get(seenLast));
            }
            checkSequence(shard, sequence);
            checkPlaces(shard, sequence, places);
            checkShard(shard, sequence);
        });
        answered.forEach((record, place) -> checkAnswer(record, place, places.get(record)));
        listed.values().forEach(this::checkBehindParents);
        return List.copyOf(violations);
    }

    private void checkSequence(String shard, List<Seen> sequence) {
        Map<String, RecordName> latest = new HashMap<>();
        String before = "";
        long index = 1;
        for (Seen each : sequence) {
            // All have 56 digits, so they compare as text; the index is where AWS's layout has it.
            if (each.number().length() != 56 || each.number().compareTo(before) <= 0) {
                violated(Rule.INCREASING, each + " of " + shard + " follows " + before);
            }
            long at = SequenceNumber.parse(each.number())
                    .map(SequenceNumber::index)
                    .orElse(-1L);
            if (at != index) {
                violated(Rule.NO_GAP, each + " of " + shard + " has the index " + at + " and not " + index);
                index = at;
            }
            RecordName name = RecordName.parse(each.record());
            RecordName earlier = latest.put(name.by(), name);
            if (earlier != null && isBehind(earlier, name)) {
                violated(Rule.ORDER_OF_CALLS, name + " of " + shard + " follows " + earlier);
            }
            before = each.number();
            index++;
        }
    }

    private static boolean isBehind(RecordName a, RecordName b) {
        return a.call() > b.call() || a.call() == b.call() && a.place() > b.place();
    }

    private void checkPlaces(String shard, List<Seen> sequence, Map<String, Place> places) {
        for (Seen each : sequence) {
            Place place = new Place(shard, each.number());
            Place other = places.put(each.record(), place);
            if (other != null) {
                violated(Rule.ONCE, each.record() + " is at " + other + " and at " + place);
            }
            RecordName name = RecordName.parse(each.record());
            int last = lastCalls.getOrDefault(name.by(), -1);
            if (!answered.containsKey(each.record()) && name.call() != last + 1) {
                violated(Rule.PUT, each + " of " + shard + " comes from none of the calls up to " + last);
            }
        }
    }

    private void checkShard(String id, List<Seen> sequence) {
        int end = ends.getOrDefault(id, sequence.size());
        if (end < sequence.size()) {
            violated(Rule.NOTHING_BEHIND_THE_END, id + " was said to end before " + sequence.get(end));
        }
        ListedShard shard = listed.get(id);
        if (shard == null) {
            violated(Rule.SHARDS_STAY, id + " has records and is not listed");
            return;
        }
        if (shard.isOpen() && ends.containsKey(id)) {
            violated(Rule.NOTHING_BEHIND_THE_END, id + " was said to have ended, and is open");
        }
        for (Seen each : sequence) {
            if (!shard.covers(RecordName.parse(each.record()).hashKey())) {
                violated(Rule.HASH_KEY_IN_RANGE, each + " does not belong to " + shard);
            }
        }
        Optional<String> last = shard.last();
        if (last.isPresent() && sequence.getLast().number().compareTo(last.get()) >= 0) {
            violated(Rule.NOTHING_BEHIND_THE_END, sequence.getLast() + " of " + shard);
        }
    }

    private void checkAnswer(String record, Place place, @Nullable Place found) {
        if (found == null) {
            violated(Rule.KEPT, record + " was answered at " + place);
        } else if (!found.equals(place)) {
            violated(Rule.IN_PLACE, record + " was answered at " + place + " and is at " + found);
        }
    }

    private void checkBehindParents(ListedShard child) {
        List<Seen> records = seen.getOrDefault(child.id(), List.of());
        String first = records.isEmpty() || records.getFirst().number().compareTo(child.first()) > 0
                ? child.first()
                : records.getFirst().number();
        for (String id : child.parents()) {
            List<Seen> before = seen.getOrDefault(id, List.of());
            ListedShard parent = listed.get(id);
            boolean behind =
                    (before.isEmpty() || first.compareTo(before.getLast().number()) > 0)
                            && (parent == null
                                    || parent.last().isEmpty()
                                    || first.compareTo(parent.last().get()) > 0);
            if (!behind) {
                violated(Rule.CHILDREN_BEHIND_PARENTS, child + " begins at " + first + " before the end of " + id);
            }
        }
    }

    private static String cursor(String reader, String shard) {
        return reader + " " + shard;
    }

    private void violated(Rule rule, String what) {
        violations.add(new Violation(rule, what));
    }
}
