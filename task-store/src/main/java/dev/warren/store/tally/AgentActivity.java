package dev.warren.store.tally;

/**
 * What all processes together do for one agent.
 *
 * @param submittedPerSecond of the last minute, as the next two
 * @param failedPerSecond failed or expired
 * @param runTimes of attempts, those of two minutes ago count half; may be empty
 */
public record AgentActivity(
        double submittedPerSecond, double completedPerSecond, double failedPerSecond, RunTimes runTimes) {

    /** Nothing was done. */
    public static final AgentActivity NONE = new AgentActivity(0, 0, 0, new RunTimes(new double[0]));

    AgentActivity plus(AgentActivity other) {
        return new AgentActivity(
                submittedPerSecond + other.submittedPerSecond,
                completedPerSecond + other.completedPerSecond,
                failedPerSecond + other.failedPerSecond,
                runTimes.plus(other.runTimes));
    }
}
