package dev.warren.store.deadletter;

import java.time.Instant;
import java.util.UUID;

/**
 * A message of a task that the broker gave up, as it was settled.
 *
 * @param at when it was settled
 * @param fence it was published for
 * @param reason in the broker's word
 * @param record JSON text of what the broker said of it
 */
public record BrokerDeath(UUID task, int run, Instant at, long fence, String reason, String record) {}
