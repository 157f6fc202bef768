package dev.warren.chaos.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What clients have counted. */
final class Tally {

    /** Tasks that were meant to be submitted, accepted, refused for good; and submissions that still wait. */
    final LongAdder intended = new LongAdder();

    final LongAdder accepted = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder open = new LongAdder();
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

    /** An answer by its status and problem, or an error by its name. */
    void answer(String what) {
        answers.computeIfAbsent(what, ignored -> new LongAdder()).increment();
    }

    Map<String, Long> answers() {
        Map<String, Long> counts = new TreeMap<>();
        answers.forEach((what, count) -> counts.put(what, count.sum()));
        return counts;
    }
}
