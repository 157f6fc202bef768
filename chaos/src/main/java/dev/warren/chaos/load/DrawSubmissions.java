package dev.warren.chaos.load;

import static dev.warren.chaos.journal.TaskSpec.NONE;

import dev.warren.chaos.agent.TestAgents;
import dev.warren.chaos.journal.Behaviour;
import dev.warren.chaos.journal.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Draws what clients do, the same for the same seed: the mix of the campaign with all long times scaled 1:60. 80 % run
 * for 1 to 50 ms, 15 % for 0.2 to 5 s, 4 % for 5 to 10 s, 1 % for up to a minute; 5 % fail retryably, 1 % for good, 2 %
 * are canceled, 0.5 % have a short time to live, 3 % are submitted twice, 4 % start later, 10 % have a priority.
 */
final class DrawSubmissions {

    private static final int LARGEST_BATCH = 20;

    private final SplittableRandom random;
    private final double nanosPerTask;
    private final long epochMillis;
    private long number;
    private double at;

    /** @param epochMillis time of day at the start of the load: of times that tasks name absolutely */
    DrawSubmissions(long seed, int ratePerSecond, long epochMillis) {
        this.random = new SplittableRandom(seed);
        this.nanosPerTask = 1e9 / ratePerSecond;
        this.epochMillis = epochMillis;
    }

    Submission next() {
        Duration due = Duration.ofNanos((long) at);
        int tasks = chance(0.005) ? random.nextInt(2, LARGEST_BATCH + 1) : 1;
        at += tasks * nanosPerTask;
        List<TaskSpec> specs = new ArrayList<>(tasks);
        int[] pads = new int[tasks];
        for (int i = 0; i < tasks; i++) {
            specs.add(spec(due));
            pads[i] = pad();
        }
        return new Submission(
                number++,
                due,
                List.copyOf(specs),
                pads,
                chance(0.03) ? upTo(3000) : null,
                chance(0.002) ? upTo(1000) : null,
                cancelAfter());
    }

    /** A third at once, while most of them still wait. */
    private @Nullable Duration cancelAfter() {
        if (!chance(0.02)) {
            return null;
        }
        return chance(0.33) ? Duration.ZERO : upTo(3000);
    }

    private TaskSpec spec(Duration due) {
        TaskSpec spec = ending(timed());
        double when = random.nextDouble();
        if (when < 0.03) {
            spec = spec.withDelay(random.nextInt(100, 10_000));
        } else if (when < 0.04) {
            spec = spec.withNotBefore(epochMillis + due.toMillis() + random.nextInt(500, 10_000));
        }
        if (chance(0.005)) {
            spec = spec.withTtl(random.nextInt(50, 2_000));
        }
        if (chance(0.1)) {
            spec = spec.withPriority(random.nextInt(10));
        }
        if (spec.maxAttempts() == NONE && chance(0.02)) {
            spec = spec.withMaxAttempts(random.nextInt(1, 6));
        }
        return chance(0.002) ? spec.withOutput(random.nextInt(64 * 1024, 256 * 1024)) : spec;
    }

    private TaskSpec timed() {
        double length = random.nextDouble();
        if (length < 0.80) {
            return TaskSpec.running(TestAgents.SHORT, random.nextInt(1, 51));
        }
        if (length < 0.95) {
            return TaskSpec.running(TestAgents.LONG, random.nextInt(200, 5_001));
        }
        if (length < 0.99) {
            return TaskSpec.running(TestAgents.LONG, random.nextInt(5_000, 10_001));
        }
        return TaskSpec.running(TestAgents.LONG, random.nextInt(10_000, 60_001));
    }

    private TaskSpec ending(TaskSpec spec) {
        double end = random.nextDouble();
        if (end < 0.05) {
            int bad = random.nextDouble() < 0.75 ? 1 : random.nextInt(2, 5);
            double how = random.nextDouble();
            if (how < 0.25) {
                return spec.behaving(Behaviour.RETRY_AFTER, bad, random.nextInt(50, 4_000));
            }
            if (how < 0.4) {
                return spec.behaving(Behaviour.RETRY, bad, 0).withFirstDelay(random.nextInt(50, 3_000));
            }
            return spec.behaving(how < 0.6 ? Behaviour.THROW : Behaviour.RETRY, bad, 0);
        }
        if (end < 0.06) {
            return spec.behaving(Behaviour.FAIL, 0, 0);
        }
        if (end < 0.063) {
            // Runs into its timeout each time.
            return TaskSpec.running(spec.agent(), 5_000)
                    .withTimeout(random.nextInt(300, 1_500))
                    .withMaxAttempts(2);
        }
        return spec;
    }

    /** Mostly below a kilobyte, a few up to 64. */
    private int pad() {
        double size = random.nextDouble();
        if (size < 0.85) {
            return random.nextInt(400, 1_000);
        }
        return size < 0.97 ? random.nextInt(1_000, 8_000) : random.nextInt(8_000, 64_000);
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private Duration upTo(int millis) {
        return Duration.ofMillis(random.nextInt(millis));
    }
}
