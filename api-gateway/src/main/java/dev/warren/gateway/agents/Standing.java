package dev.warren.gateway.agents;

import dev.warren.store.agent.RegisteredAgent;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How an agent stands: who hosts it, and what waits for it.
 *
 * @param queued tasks that are due and wait, in the lanes of the tenant that asks
 */
record Standing(RegisteredAgent agent, List<Member> members, long queued) {

    /** The first that holds of {@code paused}, {@code no-members}, {@code unhealthy} and {@code active}. */
    String health() {
        if (agent.paused()) {
            return "paused";
        }
        if (members.isEmpty()) {
            return "no-members";
        }
        return members.stream().anyMatch(Member::healthy) ? "active" : "unhealthy";
    }

    /** Whether somebody takes its tasks now. */
    boolean isServed() {
        return !agent.paused() && members.stream().anyMatch(Member::takesTasks);
    }

    /** Mean time of its tasks, over the members that have measured it. */
    OptionalDouble runSeconds() {
        return members.stream()
                .filter(member -> member.runSeconds() != null)
                .mapToDouble(member -> member.runSeconds() == null ? 0 : member.runSeconds())
                .average();
    }

    int slots() {
        return members.stream()
                .filter(Member::takesTasks)
                .mapToInt(Member::slots)
                .sum();
    }

    int freeSlots() {
        return members.stream()
                .filter(Member::takesTasks)
                .mapToInt(member -> Math.max(0, member.slots() - member.running()))
                .sum();
    }

    /**
     * How long a task submitted now is going to wait, by a rule of thumb: what waits, times a task's time, by the slots
     * that are free. Where none is, one task more waits, and all slots become free in turn. Empty where nobody takes
     * tasks or no run has been measured.
     */
    OptionalDouble expectedWaitSeconds() {
        OptionalDouble runSeconds = runSeconds();
        return runSeconds.isEmpty() || !isServed()
                ? OptionalDouble.empty()
                : OptionalDouble.of(expectedWaitSeconds(runSeconds.getAsDouble()));
    }

    /** As {@link #expectedWaitSeconds()}, for an agent that is served, by another measure of its tasks' time. */
    double expectedWaitSeconds(double runSeconds) {
        int free = freeSlots();
        return free > 0 ? queued * runSeconds / free : (queued + 1) * runSeconds / Math.max(1, slots());
    }
}
