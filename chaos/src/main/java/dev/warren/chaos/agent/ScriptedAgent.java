package dev.warren.chaos.agent;

import dev.warren.model.task.RetryPolicy;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Does what its input says, and notes it in the effect log. */
final class ScriptedAgent implements Agent {

    private static final Duration TICK = Duration.ofMillis(200);
    /** How much longer than it was told a loop goes on: it never looks, but a campaign has to end. */
    private static final Duration LOOPS_ON = Duration.ofSeconds(45);
    /** A halt looks like a kill from outside. */
    private static final int KILLED = 137;

    private final String name;
    private final RetryPolicy retry;
    private final EffectLog effects;

    ScriptedAgent(String name, RetryPolicy retry, EffectLog effects) {
        this.name = name;
        this.retry = retry;
        this.effects = effects;
    }

    @Override
    public AgentDescription description() {
        return AgentDescription.named(name)
                .withDescription("Does what its input says, and notes it.")
                .withRetry(retry);
    }

    @Override
    public Outcome run(AgentContext context) throws InterruptedException {
        Script script = context.input(Script.class);
        long execution = effects.start(context);
        try {
            work(script, execution, context);
        } catch (InterruptedException e) {
            effects.end(execution, context, "interrupted");
            throw e;
        }
        boolean bad = context.attempt() <= script.bad();
        return switch (script.behaviour()) {
            case COMPLETE, LOOP, DEAF -> completed(script, execution, context);
            case RETRY -> bad ? retry(execution, context) : completed(script, execution, context);
            case RETRY_AFTER -> bad ? retryAfter(script, execution, context) : completed(script, execution, context);
            case FAIL -> {
                effects.end(execution, context, "failed");
                yield Outcome.failed("CHAOS_FAILED", "failed for good, as the input asks");
            }
            case THROW -> {
                if (bad) {
                    effects.end(execution, context, "threw");
                    throw new IllegalStateException("thrown, as the input asks");
                }
                yield completed(script, execution, context);
            }
            case HALT -> {
                if (bad) {
                    effects.end(execution, context, "halted");
                    Runtime.getRuntime().halt(KILLED);
                }
                yield completed(script, execution, context);
            }
        };
    }

    private Outcome completed(Script script, long execution, AgentContext context) {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("execution", effects.token(execution));
        output.put("run", context.run());
        output.put("attempt", context.attempt());
        if (script.output() > 0) {
            output.put("pad", "x".repeat(script.output()));
        }
        effects.end(execution, context, "completed");
        return Outcome.completed(output);
    }

    private Outcome retry(long execution, AgentContext context) {
        effects.end(execution, context, "retry");
        return Outcome.retry("CHAOS_RETRY", "fails retryably, as the input asks");
    }

    private Outcome retryAfter(Script script, long execution, AgentContext context) {
        effects.end(execution, context, "retry-after");
        return Outcome.retryAfter(
                Duration.ofMillis(script.retryAfter()), "CHAOS_LATER", "wants a pause, as the input asks");
    }

    private void work(Script script, long execution, AgentContext context) throws InterruptedException {
        switch (script.behaviour()) {
            case LOOP -> loop(script, execution, context);
            case DEAF -> runOn(script, execution, context);
            case COMPLETE, RETRY, THROW, RETRY_AFTER, FAIL, HALT -> sleep(script, execution, context);
        }
    }

    private void sleep(Script script, long execution, AgentContext context) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(script.run());
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, TICK.toNanos()));
            if (end - System.nanoTime() > 0) {
                effects.tick(execution, context);
            }
        }
    }

    /** As an agent that swallows its interrupts would. */
    private void runOn(Script script, long execution, AgentContext context) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(script.run());
        boolean interrupted = false;
        while (end - System.nanoTime() > 0) {
            interrupted |= !pause(Math.min(end - System.nanoTime(), TICK.toNanos()));
            effects.tick(execution, context);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Never looks whether it should stop. It computes for a twentieth of the time only: on two cores, two that compute all
     * the time would test the machine and not the platform.
     */
    private void loop(Script script, long execution, AgentContext context) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(script.run()) + LOOPS_ON.toNanos();
        while (end - System.nanoTime() > 0) {
            long burst = System.nanoTime() + TICK.toNanos() / 20;
            while (burst - System.nanoTime() > 0) {
                Thread.onSpinWait();
            }
            pause(TICK.toNanos());
            effects.tick(execution, context);
        }
    }

    /** False where it was interrupted. */
    private static boolean pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
