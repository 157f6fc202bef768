package dev.warren.store.tally;

/**
 * What one process has done for one agent lately.
 *
 * @param submitted tasks accepted in the last minute
 * @param completed tasks completed in the last minute
 * @param failed tasks failed or expired in the last minute
 * @param runTimes of attempts, those of two minutes ago count half
 */
public record AgentTally(String agent, long submitted, long completed, long failed, RunTimes runTimes) {}
