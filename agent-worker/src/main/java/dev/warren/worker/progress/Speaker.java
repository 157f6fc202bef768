package dev.warren.worker.progress;

import dev.warren.store.worker.Lease;
import dev.warren.worker.lease.Incarnation;

/** The attempt that says something. */
public record Speaker(Incarnation incarnation, Lease lease, int run, int attempt) {}
