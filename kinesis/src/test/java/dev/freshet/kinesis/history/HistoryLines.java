package dev.freshet.kinesis.history;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a process tells the test what happens, a line an event:
 *
 * <pre>
 * put shard/number/record ... .                answered
 * saw reader shard number/record ... .         in this order
 * end reader shard .                           the reader has seen all of it
 * list shard ... .
 * resharding .                                 has begun
 * </pre>
 *
 * <p>The full stop tells a whole line from one that a death cut.
 */
final class HistoryLines {
    static final String RESHARDING = "resharding .";

    private static final String STOP = " .";

    private HistoryLines() {}

    static String put(List<String> places) {
        return "put " + String.join(" ", places) + STOP;
    }

    static String saw(String reader, String shard, List<String> records) {
        return "saw " + reader + " " + shard + " " + String.join(" ", records) + STOP;
    }

    static String end(String reader, String shard) {
        return "end " + reader + " " + shard + STOP;
    }

    static String list(List<ListedShard> shards) {
        return "list " + shards.stream().map(ListedShard::print).collect(Collectors.joining(" ")) + STOP;
    }

    static void remember(String line, DataStreamHistory history) {
        if (!line.endsWith(STOP)) {
            return;
        }
        List<String> words =
                List.of(line.substring(0, line.length() - STOP.length()).split(" "));
        switch (words.getFirst()) {
            case "put" ->
                words.stream()
                        .skip(1)
                        .map(word -> word.split("/"))
                        .forEach(parts -> history.answered(parts[2], parts[0], parts[1]));
            case "saw" ->
                words.stream()
                        .skip(3)
                        .map(word -> word.split("/"))
                        .forEach(parts -> history.saw(words.get(1), words.get(2), parts[0], parts[1]));
            case "end" -> history.ended(words.get(1), words.get(2));
            case "list" -> history.listed(shards(words.stream().skip(1)));
            case "resharding" -> {}
            default -> throw new IllegalStateException("The process printed a line that means nothing: " + line);
        }
    }

    private static List<ListedShard> shards(Stream<String> words) {
        return words.map(ListedShard::parse).toList();
    }
}
