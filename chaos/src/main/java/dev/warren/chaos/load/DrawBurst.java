package dev.warren.chaos.load;

import dev.warren.chaos.agent.TestAgents;
import dev.warren.chaos.journal.Behaviour;
import dev.warren.chaos.journal.TaskSpec;
import java.time.Duration;
import java.util.SplittableRandom;

/** Draws the tasks that a fault adds to the load. */
final class DrawBurst {

    private static final int PAD = 200;

    private DrawBurst() {}

    static Submission draw(Burst kind, long number, SplittableRandom random) {
        Submission submission = Submission.of(number, Duration.ZERO, spec(kind, random), PAD);
        return kind == Burst.CANCEL_STORM
                ? submission.canceledAfter(Duration.ofMillis(random.nextInt(1_000)))
                : submission;
    }

    private static TaskSpec spec(Burst kind, SplittableRandom random) {
        return switch (kind) {
            case JVM_KILLER ->
                TaskSpec.running(TestAgents.SHORT, 100)
                        .behaving(Behaviour.HALT, 100, 0)
                        .withMaxAttempts(2);
            case ENDLESS_LOOP ->
                TaskSpec.running(TestAgents.LONG, 2_000)
                        .behaving(Behaviour.LOOP, 0, 0)
                        .withTimeout(2_000)
                        .withMaxAttempts(1);
            case IGNORES_INTERRUPT ->
                TaskSpec.running(TestAgents.LONG, 20_000)
                        .behaving(Behaviour.DEAF, 0, 0)
                        .withTimeout(2_000)
                        .withMaxAttempts(1);
            case CANCEL_STORM ->
                random.nextBoolean()
                        ? TaskSpec.running(TestAgents.LONG, 20_000)
                        : TaskSpec.running(TestAgents.SHORT, 100).withDelay(20_000);
            case DEADLINE_STORM -> TaskSpec.running(TestAgents.SHORT, 50).withTtl(random.nextInt(5, 100));
            case LONG -> TaskSpec.running(TestAgents.LONG, 90_000);
        };
    }
}
