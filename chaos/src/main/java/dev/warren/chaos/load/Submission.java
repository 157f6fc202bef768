package dev.warren.chaos.load;

import dev.warren.chaos.journal.TaskSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing a client does: a task or a batch of them, and what follows.
 *
 * @param number from 0; the key and the label derive from it
 * @param at after the start of the load
 * @param specs one, or those of a batch
 * @param pads bytes that make each input larger
 * @param duplicateAfter when it is sent once more, after the first sending
 * @param otherBodyAfter when another body is sent with its key, after the answer
 * @param cancelAfter when its first task is canceled, after the answer
 */
record Submission(
        long number,
        Duration at,
        List<TaskSpec> specs,
        int[] pads,
        @Nullable Duration duplicateAfter,
        @Nullable Duration otherBodyAfter,
        @Nullable Duration cancelAfter) {

    static Submission of(long number, Duration at, TaskSpec spec, int pad) {
        return new Submission(number, at, List.of(spec), new int[] {pad}, null, null, null);
    }

    Submission canceledAfter(Duration delay) {
        return new Submission(number, at, specs, pads, duplicateAfter, otherBodyAfter, delay);
    }

    boolean isBatch() {
        return specs.size() > 1;
    }
}
