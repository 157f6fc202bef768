package dev.warren.bench.inprocess;

import java.time.Instant;

/**
 * What a load has put in.
 *
 * @param accepted jobs that are in the database
 * @param began when the first one was given
 * @param nanos from then until the last one was taken
 */
public record Enqueued(long accepted, Instant began, long nanos) {}
