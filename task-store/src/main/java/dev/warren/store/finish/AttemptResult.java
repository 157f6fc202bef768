package dev.warren.store.finish;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * How an attempt ended.
 *
 * @param task that was attempted
 * @param fence of the attempt's claim
 * @param inputTokens used by it
 * @param outputTokens used by it
 */
public record AttemptResult(UUID task, long fence, Ending ending, long inputTokens, long outputTokens) {

    /** The ways an attempt ends. Where a cancel was answered, each of them makes the task {@code CANCELED}. */
    public sealed interface Ending {

        /** @param output JSON text */
        record Completed(String output) implements Ending {}

        /** Trying again cannot help. */
        record Failed(Problem problem) implements Ending {}

        /** Charged; tried again after {@code delay}, unless that was the last attempt allowed. */
        record Retry(Duration delay, Problem problem) implements Ending {}

        /** As a retry, but shown as a timeout. */
        record TimedOut(Duration delay, Problem problem) implements Ending {}

        /** Interrupted because its owner wished so. */
        record Canceled() implements Ending {}

        /** Given back unfinished, at no charge. Stop the execution first. */
        record Released() implements Ending {}

        /**
         * Goes on with another agent, from its queue, at no charge. Fails for good where there is no such agent, or the
         * task has been handed off a hundred times.
         *
         * @param state JSON text for the attempts to come
         */
        record HandedOff(String agent, String state) implements Ending {}

        /**
         * Waits for a person's answer, at no charge.
         *
         * @param question JSON text
         * @param deadline how long it waits
         * @param state JSON text for the attempts to come
         */
        record Asked(String question, Duration deadline, String state) implements Ending {}

        /**
         * Waits for the ends of children, at no charge; where they have ended already it is queued again at once.
         *
         * @param children that this task has sent, at least one
         */
        record Called(List<UUID> children) implements Ending {}
    }

    /**
     * What went wrong. Text that the ledger cannot hold is made fit, so that no result is lost over its message.
     *
     * @param code for programs, {@code UPPER_SNAKE} by convention; at most 200 characters are kept
     * @param message for people; at most 8,000 characters are kept
     */
    public record Problem(String code, String message) {

        private static final int MOST_CODE = 200;
        private static final int MOST_MESSAGE = 8_000;

        public Problem {
            code = fit(code, MOST_CODE);
            message = fit(message, MOST_MESSAGE);
        }

        private static String fit(String text, int most) {
            String storable = text.replace('\0', '\uFFFD');
            return storable.length() <= most ? storable : storable.substring(0, most - 1) + "…";
        }
    }
}
