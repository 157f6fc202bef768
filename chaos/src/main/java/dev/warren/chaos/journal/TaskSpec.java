package dev.warren.chaos.journal;

import dev.warren.model.task.TaskDefaults;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * A task as its client wants it. Where a number is {@link #NONE}, the submission does not name it.
 *
 * @param run time of each attempt, in milliseconds
 * @param bad how many attempts fail, throw or halt before one completes
 * @param retryAfter what {@link Behaviour#RETRY_AFTER} asks for, in milliseconds
 * @param output bytes that the result is padded by
 * @param delay in milliseconds
 * @param notBefore in milliseconds since 1970
 * @param ttl in milliseconds
 * @param timeout of an attempt, in milliseconds
 * @param firstDelay back-off of its own: this many milliseconds after each failure
 */
public record TaskSpec(
        String agent,
        Behaviour behaviour,
        int run,
        int bad,
        int retryAfter,
        int output,
        long delay,
        long notBefore,
        long ttl,
        long timeout,
        int maxAttempts,
        int priority,
        int firstDelay) {

    public static final int NONE = -1;

    /** One that runs for so many milliseconds and completes. */
    public static TaskSpec running(String agent, int run) {
        return new TaskSpec(agent, Behaviour.COMPLETE, run, 0, 0, 0, NONE, NONE, NONE, NONE, NONE, NONE, NONE);
    }

    public TaskSpec behaving(Behaviour behaviour, int bad, int retryAfter) {
        return with(draft -> {
            draft.behaviour = behaviour;
            draft.bad = bad;
            draft.retryAfter = retryAfter;
        });
    }

    public TaskSpec withOutput(int output) {
        return with(draft -> draft.output = output);
    }

    public TaskSpec withDelay(long delay) {
        return with(draft -> draft.delay = delay);
    }

    public TaskSpec withNotBefore(long notBefore) {
        return with(draft -> draft.notBefore = notBefore);
    }

    public TaskSpec withTtl(long ttl) {
        return with(draft -> draft.ttl = ttl);
    }

    public TaskSpec withTimeout(long timeout) {
        return with(draft -> draft.timeout = timeout);
    }

    public TaskSpec withMaxAttempts(int maxAttempts) {
        return with(draft -> draft.maxAttempts = maxAttempts);
    }

    public TaskSpec withPriority(int priority) {
        return with(draft -> draft.priority = priority);
    }

    public TaskSpec withFirstDelay(int firstDelay) {
        return with(draft -> draft.firstDelay = firstDelay);
    }

    private TaskSpec with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.spec();
    }

    /** A task while something of it changes, so that its components are listed once. */
    private static final class Draft {
        private final String agent;
        private Behaviour behaviour;
        private final int run;
        private int bad;
        private int retryAfter;
        private int output;
        private long delay;
        private long notBefore;
        private long ttl;
        private long timeout;
        private int maxAttempts;
        private int priority;
        private int firstDelay;

        Draft(TaskSpec of) {
            agent = of.agent;
            behaviour = of.behaviour;
            run = of.run;
            bad = of.bad;
            retryAfter = of.retryAfter;
            output = of.output;
            delay = of.delay;
            notBefore = of.notBefore;
            ttl = of.ttl;
            timeout = of.timeout;
            maxAttempts = of.maxAttempts;
            priority = of.priority;
            firstDelay = of.firstDelay;
        }

        TaskSpec spec() {
            return new TaskSpec(
                    agent,
                    behaviour,
                    run,
                    bad,
                    retryAfter,
                    output,
                    delay,
                    notBefore,
                    ttl,
                    timeout,
                    maxAttempts,
                    priority,
                    firstDelay);
        }
    }

    /** As the ledger will count: what is named, or the default. */
    public int mostFailures() {
        return maxAttempts == NONE ? TaskDefaults.MAX_ATTEMPTS : maxAttempts;
    }

    String toFields() {
        var fields = new StringJoiner("\t");
        fields.add(agent).add(behaviour.name());
        for (long number : new long[] {
            run, bad, retryAfter, output, delay, notBefore, ttl, timeout, maxAttempts, priority, firstDelay
        }) {
            fields.add(Long.toString(number));
        }
        return fields.toString();
    }

    static TaskSpec ofFields(String[] fields, int from) {
        return new TaskSpec(
                fields[from].intern(),
                Behaviour.valueOf(fields[from + 1]),
                Integer.parseInt(fields[from + 2]),
                Integer.parseInt(fields[from + 3]),
                Integer.parseInt(fields[from + 4]),
                Integer.parseInt(fields[from + 5]),
                Long.parseLong(fields[from + 6]),
                Long.parseLong(fields[from + 7]),
                Long.parseLong(fields[from + 8]),
                Long.parseLong(fields[from + 9]),
                Integer.parseInt(fields[from + 10]),
                Integer.parseInt(fields[from + 11]),
                Integer.parseInt(fields[from + 12]));
    }
}
