package dev.warren.chaos.check;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an agent's process noted of one attempt that it ran. */
final class Execution {

    private final AgentProcess process;
    private final long number;
    private final UUID task;
    private final int run;
    private final int attempt;
    private long[] signs;
    private int count;
    private long stoppedAt = Times.NONE;
    private long endedAt = Times.NONE;
    private @Nullable String how;

    /** @param startedAt its first sign of life */
    Execution(AgentProcess process, long number, UUID task, int run, int attempt, long startedAt) {
        this.process = process;
        this.number = number;
        this.task = task;
        this.run = run;
        this.attempt = attempt;
        this.signs = new long[] {startedAt};
        this.count = 1;
    }

    /** It ran at this time, and had not been told to stop. */
    void alive(long at) {
        if (count == signs.length) {
            signs = Arrays.copyOf(signs, count * 2);
        }
        signs[count++] = at;
    }

    /** It ran at this time, and had been told to stop: its worker claims no lease for it any more. */
    void stopped(long at) {
        if (stoppedAt == Times.NONE) {
            stoppedAt = at;
        }
    }

    void ended(long at, String how) {
        endedAt = at;
        this.how = how;
    }

    AgentProcess process() {
        return process;
    }

    UUID task() {
        return task;
    }

    int run() {
        return run;
    }

    int attempt() {
        return attempt;
    }

    long startedAt() {
        return signs[0];
    }

    /** When it was first seen to run although it was told to stop. */
    long stoppedAt() {
        return stoppedAt;
    }

    long endedAt() {
        return endedAt;
    }

    boolean endedBy(String wanted) {
        return wanted.equals(how);
    }

    /** Null where it has no end: its process died. */
    @Nullable
    String how() {
        return how;
    }

    /** When it ran under what its worker took for a lease, in order. */
    long[] signs() {
        return Arrays.copyOf(signs, count);
    }

    /** When it last ran under what its worker took for a lease. */
    long lastSign() {
        return signs[count - 1];
    }

    boolean isLaterThan(Execution other) {
        return run > other.run || run == other.run && attempt > other.attempt;
    }

    String token() {
        return dev.warren.chaos.agent.EffectLog.token(process.name(), number);
    }

    @Override
    public String toString() {
        return "run %d attempt %d in %s from %s".formatted(run, attempt, token(), Times.show(startedAt()));
    }
}
