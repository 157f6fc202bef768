package dev.warren.store.replay;

import java.time.Instant;
import java.util.UUID;

/**
 * The attempt that completed a run which a replay has put aside.
 *
 * @param worker name of it
 */
public record CompletedRun(UUID task, int run, int attempt, String worker, Instant startedAt, Instant endedAt) {}
