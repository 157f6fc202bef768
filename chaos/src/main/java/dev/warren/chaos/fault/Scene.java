package dev.warren.chaos.fault;

import dev.warren.chaos.cluster.ChaosCluster;
import dev.warren.chaos.load.Load;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What faults act upon.
 *
 * @param random for details that need not be known beforehand
 * @param notes what faults have seen that the report must tell
 */
public record Scene(ChaosCluster cluster, Load load, Random random, Notes notes) {

    /** What faults have seen and done that the check must know. */
    public static final class Notes {

        private final AtomicInteger badRequests = new AtomicInteger();
        private final Queue<String> badAnswers = new ConcurrentLinkedQueue<>();

        /** A hostile request was sent. */
        void sentBadRequest() {
            badRequests.incrementAndGet();
        }

        /** A hostile request was not refused as the API promises. */
        void badAnswer(String what) {
            badAnswers.add(what);
        }

        public int badRequests() {
            return badRequests.get();
        }

        public List<String> badAnswers() {
            return List.copyOf(badAnswers);
        }
    }
}
