package dev.warren.store.step;

import dev.warren.store.worker.Lease;

/**
 * A finished step of a run.
 *
 * @param lease of the attempt that finished it
 * @param name unique within the run
 * @param result JSON text
 */
public record Step(Lease lease, String name, String result) {}
