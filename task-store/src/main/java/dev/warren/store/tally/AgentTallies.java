package dev.warren.store.tally;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts what this process does, agent by agent. Counting is quick and bears many threads; one thread asks for
 * {@link #next} every {@link #EVERY}.
 */
public final class AgentTallies {

    /** How often {@link #next} is meant to be asked. */
    public static final Duration EVERY = Duration.ofSeconds(5);

    /** What a tally's counts go back. */
    public static final Duration WINDOW = Duration.ofMinutes(1);

    /** After which an attempt's run time counts half. */
    public static final Duration HALF_LIFE = Duration.ofMinutes(2);

    private static final int MOST_AGENTS = 1_000;
    private static final int SLICES = (int) WINDOW.dividedBy(EVERY);

    private final Map<String, Counts> agents = new ConcurrentHashMap<>();

    public void submitted(String agent) {
        Counts counts = of(agent);
        if (counts != null) {
            counts.submitted.now.increment();
        }
    }

    public void completed(String agent) {
        Counts counts = of(agent);
        if (counts != null) {
            counts.completed.now.increment();
        }
    }

    public void failed(String agent) {
        Counts counts = of(agent);
        if (counts != null) {
            counts.failed.now.increment();
        }
    }

    public void ran(String agent, Duration time) {
        Counts counts = of(agent);
        if (counts != null) {
            counts.runTimes.getAndIncrement(RunTimes.bucket(time));
        }
    }

    /** Tallies of the agents for which something was done within the last minute. */
    public synchronized List<AgentTally> next() {
        var tallies = new ArrayList<AgentTally>();
        agents.forEach((agent, counts) -> {
            AgentTally tally = counts.next(agent);
            if (tally != null) {
                tallies.add(tally);
            }
        });
        return tallies;
    }

    /** Null for one too many. */
    private @Nullable Counts of(String agent) {
        Counts known = agents.get(agent);
        if (known != null || agents.size() >= MOST_AGENTS) {
            return known;
        }
        return agents.computeIfAbsent(agent, name -> new Counts());
    }

    /** How the weight of a run time fades within {@code age}. */
    static double faded(double ageSeconds) {
        return Math.pow(0.5, ageSeconds / HALF_LIFE.toSeconds());
    }

    private static final class Counts {

        private static final double FADES = faded(EVERY.toSeconds());

        /** What has faded so far is nothing. */
        private static final double LEAST_WEIGHT = 0.001;

        private final Sliding submitted = new Sliding();
        private final Sliding completed = new Sliding();
        private final Sliding failed = new Sliding();
        private final AtomicIntegerArray runTimes = new AtomicIntegerArray(RunTimes.BUCKETS);
        private final double[] weights = new double[RunTimes.BUCKETS];

        @Nullable
        AgentTally next(String agent) {
            boolean ran = false;
            for (int bucket = 0; bucket < weights.length; bucket++) {
                int more = runTimes.get(bucket) == 0 ? 0 : runTimes.getAndSet(bucket, 0);
                ran |= more > 0;
                double weight = weights[bucket] * FADES + more;
                weights[bucket] = weight < LEAST_WEIGHT ? 0 : weight;
            }
            long newlySubmitted = submitted.slide();
            long newlyCompleted = completed.slide();
            long newlyFailed = failed.slide();
            return !ran && newlySubmitted + newlyCompleted + newlyFailed == 0
                    ? null
                    : new AgentTally(agent, newlySubmitted, newlyCompleted, newlyFailed, new RunTimes(weights));
        }
    }

    /** A count of the last minute. */
    private static final class Sliding {

        private final LongAdder now = new LongAdder();
        private final long[] slices = new long[SLICES];
        private int next;

        long slide() {
            slices[next] = now.sumThenReset();
            next = (next + 1) % SLICES;
            return Arrays.stream(slices).sum();
        }
    }
}
