package dev.warren.bench.inprocess;

import java.time.Instant;

/**
 * What has become of the jobs of a load.
 *
 * @param ran how often the code of a job has run
 * @param ended jobs whose end is in the database
 * @param lastEnd when the last one ended
 */
public record Counts(long ran, long ended, Instant lastEnd) {}
