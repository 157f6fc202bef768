package dev.warren.store.claim;

import java.util.UUID;

/**
 * A message's wish to start its task.
 *
 * @param task the message names
 * @param fence the message was published for
 * @param agent whose queue the message came from
 */
public record ClaimRequest(UUID task, long fence, String agent) {}
