package dev.warren.gateway.workers;

import java.util.UUID;

/**
 * Application event: a worker is to drain, and the ledger says so. Listeners must return at once; they only make it
 * faster, for the worker finds it with its next heartbeat.
 */
public record WorkerDrainAsked(UUID incarnation) {}
