package dev.warren.gateway.sweep;

import java.time.Duration;

/**
 * Something that is done again and again. Each time is independent: one that failed is made good by the next.
 *
 * @param name tag of its metrics, and how the log calls it
 * @param every pause between two times; zero for every round
 * @param leads whether the rest of a round is pointless where it fails
 */
record Step(String name, Duration every, boolean leads, Work work) {

    /** What a step does. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    static Step first(String name, Work work) {
        return new Step(name, Duration.ZERO, true, work);
    }

    static Step always(String name, Work work) {
        return new Step(name, Duration.ZERO, false, work);
    }

    static Step every(Duration pause, String name, Work work) {
        return new Step(name, pause, false, work);
    }
}
